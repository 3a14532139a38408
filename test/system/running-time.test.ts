import assert from "node:assert/strict";
import { suspensionDuring, waitRunning } from "../../src/system/running-time.ts";
import { steppedClock } from "./stepped-clock.ts";

const never = new AbortController().signal;

describe("the time in which this process runs", () => {
  it("is waited for, and no longer", async () => {
    const clock = steppedClock();
    let isOver = false;
    const waiting = waitRunning(2_500, clock, never).then(() => {
      isOver = true;
    });
    await clock.advance(2_499);
    assert.equal(isOver, false);
    await clock.advance(1);
    await waiting;
  });

  it("does not include a suspension, after which there is time to read what came meanwhile", async () => {
    const clock = steppedClock();
    let isOver = false;
    const waiting = waitRunning(2_000, clock, never).then(() => {
      isOver = true;
    });
    await clock.advance(1_500);
    await clock.jump(60_000);
    assert.equal(isOver, false);
    await clock.advance(1_000);
    await waiting;
  });

  it("comes to its end although every piece of it is slept through", async () => {
    const clock = steppedClock();
    let isOver = false;
    const waiting = waitRunning(2_000, clock, never).then(() => {
      isOver = true;
    });
    for (let jumps = 0; jumps < 40 && !isOver; jumps++) await clock.jump(60_000);
    assert.equal(isOver, true);
    await waiting;
  });

  it("tells a suspension from the jitter of timers", async () => {
    const clock = steppedClock();
    const jitter = suspensionDuring(1_000, clock, never);
    await clock.jump(1_900);
    assert.equal(await jitter, 0);
    const suspended = suspensionDuring(1_000, clock, never);
    await clock.jump(31_000);
    assert.equal(await suspended, 30_000);
  });

  it("ends with the signal", async () => {
    const abort = new AbortController();
    const waiting = waitRunning(60_000, steppedClock(), abort.signal);
    abort.abort(new Error("stop"));
    await assert.rejects(waiting, /stop/);
  });
});
