import assert from "node:assert/strict";
import { runSideBySide } from "../../src/suite/side-by-side.ts";

/** Runs tasks that end when told, and records what ran with what. */
class Workshop {
  readonly running = new Map<string, () => void>();
  readonly begun: string[] = [];
  most = 0;

  readonly run = (task: string): Promise<void> => {
    this.begun.push(task);
    return new Promise((resolve) => {
      this.running.set(task, resolve);
      this.most = Math.max(this.most, this.running.size);
    });
  };

  /** Ends a task and lets everything that follows from it happen. */
  async end(task: string): Promise<void> {
    const resolve = this.running.get(task);
    assert.ok(resolve, `${task} does not run`);
    this.running.delete(task);
    resolve();
    await settle();
  }
}

/** Lets everything happen that waits for nothing else. */
function settle(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

const FREE = { shouldStop: () => false };

describe("tasks side by side", () => {
  it("are never more than there are jobs, and begin in their order", async () => {
    const shop = new Workshop();
    const done = runSideBySide(["a", "b", "c", "d"], { ...FREE, jobs: 2, run: shop.run });
    await settle();
    assert.deepEqual(shop.begun, ["a", "b"]);
    await shop.end("b");
    assert.deepEqual(shop.begun, ["a", "b", "c"]);
    await shop.end("a");
    await shop.end("d");
    await shop.end("c");
    assert.deepEqual(await done, []);
    assert.equal(shop.most, 2);
  });

  it("each have a lane, which no other has meanwhile", async () => {
    const shop = new Workshop();
    const lanes: string[] = [];
    const run = (task: string, lane: number): Promise<void> => {
      lanes.push(`${task} ${lane}`);
      return shop.run(task);
    };
    const done = runSideBySide(["a", "b", "c"], { ...FREE, jobs: 2, run });
    await settle();
    await shop.end("b");
    await shop.end("a");
    await shop.end("c");
    assert.deepEqual(await done, []);
    assert.deepEqual(lanes, ["a 0", "b 1", "c 1"]);
  });

  it("that had not begun are returned when it should stop, once the others have ended", async () => {
    const shop = new Workshop();
    let stop = false;
    const done = runSideBySide(["a", "b", "c"], { ...FREE, jobs: 2, shouldStop: () => stop, run: shop.run });
    await settle();
    stop = true;
    await shop.end("a");
    await shop.end("b");
    assert.deepEqual(await done, ["c"]);
  });

  it("may be none, or not be allowed to begin", async () => {
    const shop = new Workshop();
    assert.deepEqual(await runSideBySide([], { ...FREE, jobs: 2, run: shop.run }), []);
    assert.deepEqual(
      await runSideBySide(["a"], { ...FREE, jobs: 2, shouldStop: () => true, run: shop.run }),
      ["a"],
    );
  });
});
