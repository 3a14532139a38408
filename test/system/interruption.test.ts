import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { type InterruptSignal, listenForInterruption } from "../../src/system/interruption.ts";

describe("an interruption", () => {
  let source: EventEmitter;
  let nowMs: number;
  let seconds: number[];
  const listen = () =>
    listenForInterruption(
      () => undefined,
      (exitCode) => seconds.push(exitCode),
      {
        on: (signal, listener) => source.on(signal, listener),
        off: (signal, listener) => source.off(signal, listener),
        now: () => nowMs,
      },
    );
  const send = (signal: InterruptSignal, afterMs = 1_000) => {
    nowMs += afterMs;
    source.emit(signal, signal);
  };
  beforeEach(() => {
    source = new EventEmitter();
    nowMs = 0;
    seconds = [];
  });

  for (const [signal, code] of [
    ["SIGHUP", 129],
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)
    it(`by ${signal} aborts, and gives ${code}`, () => {
      const interruption = listen();
      assert.equal(interruption.exitCode(), undefined);
      send(signal);
      assert.equal(interruption.exitCode(), code);
      assert.match(String(interruption.signal.reason), new RegExp(`interrupted by ${signal}`));
    });

  it("is not waited for any longer after a second signal, with the exit code of the first", () => {
    listen();
    send("SIGINT");
    send("SIGTERM");
    assert.deepEqual(seconds, [130]);
  });

  it("is one although npx hands on the Ctrl-C that the terminal has sent to all", () => {
    listen();
    send("SIGINT");
    send("SIGINT", 20);
    assert.deepEqual(seconds, []);
    send("SIGINT");
    assert.deepEqual(seconds, [130]);
  });

  it("by a terminal that closes is cleaned up after, however often it says so", () => {
    const interruption = listen();
    for (let count = 0; count < 3; count++) send("SIGHUP");
    assert.deepEqual([seconds, interruption.exitCode()], [[], 129]);
  });

  it("is nobody's business after it was listened for", () => {
    listen()[Symbol.dispose]();
    assert.deepEqual(source.eventNames(), []);
  });
});
