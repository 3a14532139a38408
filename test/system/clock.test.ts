import assert from "node:assert/strict";
import { neverBackwards, systemClock } from "../../src/system/clock.ts";

describe("the clock", () => {
  it("never goes backwards, though the machine's does", () => {
    const readings = [10, 12, 7, 11, 13];
    const now = neverBackwards(() => readings.shift() ?? assert.fail("read too often"));
    assert.deepEqual([now(), now(), now(), now(), now()], [10, 12, 12, 12, 13]);
  });

  it("waits, and stops waiting when it is aborted", async () => {
    const before = systemClock.now();
    await systemClock.wait(1.5);
    assert.ok(systemClock.now() > before);
    const abort = new AbortController();
    const waiting = systemClock.wait(60_000, abort.signal);
    abort.abort();
    await assert.rejects(waiting, { name: "AbortError" });
  });
});
