import pLimit from "p-limit";

/** What is to be done with tasks, how many at most at a time, and when to begin nothing more. */
export interface SideBySide<T> {
  readonly jobs: number;
  readonly shouldStop: () => boolean;
  /** Must not reject. No two tasks run at a time in the same lane, a number from 0 and less than `jobs`. */
  readonly run: (task: T, lane: number) => Promise<void>;
}

/** Runs tasks side by side, begun in their order. Resolves when all that were begun have ended, with those that were not. */
export async function runSideBySide<T>(
  tasks: readonly T[],
  { jobs, shouldStop, run }: SideBySide<T>,
): Promise<readonly T[]> {
  const free = Array.from({ length: jobs }, (_, lane) => lane);
  const notBegun: T[] = [];
  await pLimit(jobs).map(tasks, async (task) => {
    if (shouldStop()) return void notBegun.push(task);
    const lane = free.shift();
    if (lane === undefined) throw new Error("more tasks at a time than lanes");
    await run(task, lane);
    free.push(lane);
  });
  return notBegun;
}
