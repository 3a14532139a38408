import assert from "node:assert/strict";
import { setImmediate as tick } from "node:timers/promises";
import { inParallel } from "../../../src/kubernetes/api/in-parallel.ts";

const never = new AbortController().signal;
const ITEMS = [1, 2, 3, 4, 5, 6];

describe("doing things in parallel", () => {
  it("returns the results in the order of the items, and keeps to the limit", async () => {
    let running = 0;
    let most = 0;
    const results = await inParallel(
      ITEMS,
      2,
      async (item) => {
        most = Math.max(most, ++running);
        for (let turns = ITEMS.length - item; turns >= 0; turns--) await tick();
        running--;
        return item * 10;
      },
      never,
    );
    assert.deepEqual(results, [10, 20, 30, 40, 50, 60]);
    assert.equal(most, 2);
  });

  it("starts nothing after a failure, but lets what is under way finish before it throws", async () => {
    const started: number[] = [];
    const finished: number[] = [];
    const task = async (item: number) => {
      started.push(item);
      if (item === 2) throw new Error("second");
      await tick();
      await tick();
      finished.push(item);
    };
    await assert.rejects(inParallel(ITEMS, 3, task, never), /second/);
    assert.deepEqual(
      [started, finished],
      [
        [1, 2, 3],
        [1, 3],
      ],
    );
  });

  it("starts nothing after an abort, and throws its reason", async () => {
    const abort = new AbortController();
    const started: number[] = [];
    const task = async (item: number) => {
      started.push(item);
      abort.abort(new Error("interrupted"));
    };
    await assert.rejects(inParallel(ITEMS, 1, task, abort.signal), /interrupted/);
    assert.deepEqual(started, [1]);
  });
});
