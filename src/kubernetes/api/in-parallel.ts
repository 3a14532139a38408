/**
 * Does a task for each item, at most `limit` at a time. After a failure or an abort no further one starts, but those under
 * way are let finish, so that nothing is created behind the back of whoever cleans up; then it throws the first failure.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  task: (item: T) => Promise<R>,
  signal: AbortSignal,
): Promise<readonly R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < items.length && failures.length === 0 && !signal.aborted) {
      const index = next++;
      results[index] = await task(items[index] as T);
    }
  };
  const worker = () => work().catch((error: unknown) => void failures.push(error));
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
  return results;
}
