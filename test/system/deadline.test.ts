import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { DeadlineExceeded, withDeadline, within } from "../../src/system/deadline.ts";
import { orAborted } from "../../src/system/or-aborted.ts";

const never = new AbortController().signal;
const hanging = () => new Promise<never>(() => undefined);

describe("a deadline", () => {
  it("says what did not happen, and how long it was waited for", async () => {
    await assert.rejects(within(1, "the bell did not ring", never, hanging), (error: unknown) => {
      assert.ok(error instanceof DeadlineExceeded);
      assert.equal(error.message, "the bell did not ring within 0.001 s");
      return true;
    });
  });

  it("passes although garbage was collected meanwhile", async () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage: () => void = runInNewContext("gc");
    // Nothing here refers to the deadline or to its signal.
    const late = within(200, "it did not come", never, hanging);
    setTimeout(collectGarbage, 50);
    await assert.rejects(late, DeadlineExceeded);
  });

  it("gives way to the signal that it was made from, with its reason", async () => {
    const abort = new AbortController();
    const waiting = within(60_000, "it did not come", abort.signal, hanging);
    abort.abort(new Error("interrupted"));
    await assert.rejects(waiting, /^Error: interrupted$/);
    await assert.rejects(within(60_000, "it did not come", abort.signal, hanging), /^Error: interrupted$/);
  });

  it("tells the passing of time from an abort", () => {
    const abort = new AbortController();
    using deadline = withDeadline(abort.signal, 60_000, "it did not come");
    abort.abort(new Error("interrupted"));
    assert.equal(deadline.signal.aborted, true);
    assert.equal(deadline.exceeded, false);
  });

  it("gives the reason for which work was ended, not what the work says of that", async () => {
    const work = (signal: AbortSignal) =>
      orAborted(hanging(), signal).catch(() => Promise.reject(new Error("socket hang up")));
    await assert.rejects(within(1, "it did not come", never, work), DeadlineExceeded);
  });

  it("leaves results and failures of the work as they are", async () => {
    assert.equal(await within(60_000, "it did not come", never, async () => 7), 7);
    const failing = () => Promise.reject(new Error("broken"));
    await assert.rejects(within(60_000, "it did not come", never, failing), /^Error: broken$/);
  });

  it("may be waited for by many without a warning of a leak", async () => {
    const warnings: Error[] = [];
    const warned = (warning: Error) => void warnings.push(warning);
    process.on("warning", warned);
    const { signal } = new AbortController();
    using deadline = withDeadline(signal, 60_000, "it did not come");
    const work = (limit: AbortSignal) => orAborted(Promise.resolve(limit), deadline.signal);
    await Promise.all(Array.from({ length: 50 }, () => within(60_000, "it did not come", signal, work)));
    // Warnings are emitted in a later turn.
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", warned);
    assert.deepEqual(warnings, []);
  });

  it("accepts more time than a timer takes", () => {
    using deadline = withDeadline(never, 2 ** 40, "it did not come");
    assert.equal(deadline.signal.aborted, false);
  });
});
