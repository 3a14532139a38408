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
  const waiting = [...tasks];
  const lanes = Array.from({ length: Math.min(jobs, tasks.length) }, async (_, lane) => {
    while (!shouldStop()) {
      const task = waiting.shift();
      if (task === undefined) return;
      await run(task, lane);
    }
  });
  await Promise.all(lanes);
  return waiting;
}
