/** What may run at the same time as what, how much at most, and when to begin nothing more. */
export interface SideBySide<T> {
  readonly jobs: number;
  readonly clash: (one: T, other: T) => boolean;
  readonly shouldStop: () => boolean;
  /** Must not reject. */
  readonly run: (task: T) => Promise<void>;
}

/**
 * Runs tasks side by side, in their order as far as none clashes with one that still runs. Resolves when all that were
 * begun have ended, with those that were not.
 */
export async function runSideBySide<T>(
  tasks: readonly T[],
  { jobs, clash, shouldStop, run }: SideBySide<T>,
): Promise<readonly T[]> {
  const waiting = [...tasks];
  const running = new Map<T, Promise<T>>();
  const next = (): T | undefined => {
    if (running.size >= jobs || shouldStop()) return undefined;
    const index = waiting.findIndex((task) => [...running.keys()].every((other) => !clash(task, other)));
    return index < 0 ? undefined : waiting.splice(index, 1)[0];
  };
  do {
    for (let task = next(); task !== undefined; task = next()) running.set(task, ended(task, run));
    if (running.size > 0) running.delete(await Promise.race(running.values()));
  } while (running.size > 0 || (waiting.length > 0 && !shouldStop()));
  return waiting;
}

async function ended<T>(task: T, run: (task: T) => Promise<void>): Promise<T> {
  await run(task);
  return task;
}
