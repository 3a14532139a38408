import assert from "node:assert/strict";
import { now, startTimer } from "../../src/agent/clock.ts";

describe("the agent's clock", () => {
  it("never goes backwards, though the machine's does", () => {
    const { now: read } = performance;
    const before = now();
    try {
      performance.now = () => read.call(performance) - 20;
      assert.ok(now() >= before);
    } finally {
      performance.now = read;
    }
  });

  it("calls back when the time has come, and not when that was cancelled", async () => {
    const calls: string[] = [];
    const cancel = startTimer(1, () => calls.push("cancelled"));
    cancel();
    await new Promise<void>((resolve) => startTimer(2.5, resolve));
    assert.deepEqual(calls, []);
  });

  it("waits no shorter for more than a timer takes", async () => {
    const calls: string[] = [];
    const cancel = startTimer(2 ** 40, () => calls.push("too early"));
    await new Promise<void>((resolve) => startTimer(20, resolve));
    cancel();
    assert.deepEqual(calls, []);
  });
});
