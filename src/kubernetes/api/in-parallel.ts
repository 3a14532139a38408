import pLimit from "p-limit";

/**
 * Does a task for each item, at most `concurrency` at a time. After a failure or an abort no further one starts, but those
 * under way are let finish, so that nothing is created behind the back of whoever cleans up; then it throws the first failure.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  concurrency: number,
  task: (item: T) => Promise<R>,
  signal: AbortSignal,
): Promise<readonly R[]> {
  const failed = new AbortController();
  const limit = pLimit(concurrency);
  const attempt = async (item: T): Promise<R> => {
    signal.throwIfAborted();
    failed.signal.throwIfAborted();
    try {
      return await task(item);
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  };
  const results = await Promise.allSettled(items.map((item) => limit(attempt, item)));
  signal.throwIfAborted();
  failed.signal.throwIfAborted();
  return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}
