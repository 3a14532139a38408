import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { endOnDefect, isCleanedUp } from "../../src/cli/end-on-defect.ts";
import { listenForInterruption } from "../../src/system/interruption.ts";

describe("an exception that nothing caught", () => {
  const never = { on: () => undefined, off: () => undefined, now: () => 0 };
  let source: EventEmitter;
  let said: string[];
  let timeIsOver: () => void;
  const begin = () => {
    const interruption = listenForInterruption(
      () => undefined,
      () => undefined,
      never,
    );
    // The listener that prints it.
    source.on("uncaughtException", () => undefined);
    const ending = endOnDefect(interruption, {
      limitMs: 1_000,
      begin: () => said.push("removing"),
      giveUp: (exitCode) => said.push(`given up with ${exitCode}`),
      source,
      clock: {
        now: () => 0,
        wait: (ms, signal) =>
          new Promise((resolve, reject) => {
            said.push(`for ${ms} ms`);
            timeIsOver = resolve;
            signal?.addEventListener("abort", () => reject(signal.reason));
          }),
      },
    });
    return { interruption, ending };
  };
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  beforeEach(() => {
    source = new EventEmitter();
    said = [];
    timeIsOver = () => assert.fail("nothing is waited for");
  });

  it("ends what is in a cluster as a signal does, with exit code 3", () => {
    const { interruption } = begin();
    assert.ok(isCleanedUp(source));
    assert.equal(interruption.exitCode(), undefined);
    source.emit("uncaughtException", new Error("x"));
    assert.equal(interruption.exitCode(), 3);
    assert.ok(interruption.signal.aborted);
    assert.deepEqual(said, ["removing", "for 1000 ms"]);
  });

  it("is given up on when the removal takes too long, whatever else breaks meanwhile", async () => {
    begin();
    source.emit("uncaughtException", new Error("x"));
    source.emit("uncaughtException", new Error("y"));
    timeIsOver();
    await turn();
    assert.deepEqual(said, ["removing", "for 1000 ms", "given up with 3"]);
  });

  it("is nobody's to clean up after when nothing is in a cluster any more", async () => {
    const { ending } = begin();
    source.emit("uncaughtException", new Error("x"));
    ending[Symbol.dispose]();
    await turn();
    assert.ok(!isCleanedUp(source));
    assert.deepEqual(said, ["removing", "for 1000 ms"]);
  });

  it("leaves a signal's exit code as it is", () => {
    const signals = new EventEmitter();
    const interruption = listenForInterruption(
      () => undefined,
      () => undefined,
      { on: (name, listener) => signals.on(name, listener), off: () => undefined, now: () => 0 },
    );
    signals.emit("SIGTERM", "SIGTERM");
    interruption.end(3, new Error("a defect"));
    assert.equal(interruption.exitCode(), 143);
    assert.match(String(interruption.signal.reason), /interrupted by SIGTERM/);
  });
});
