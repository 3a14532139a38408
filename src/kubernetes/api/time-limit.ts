import { ClusterError } from "../../cluster/port.ts";
import { DeadlineExceeded, within } from "../../system/deadline.ts";

/** `within`, for work on a cluster: what did not happen in time is the cluster's failure. */
export async function timeLimited<T>(
  ms: number,
  failure: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    return await within(ms, failure, signal, work);
  } catch (error) {
    if (!(error instanceof DeadlineExceeded) || signal.aborted) throw error;
    throw new ClusterError(error.message, { cause: error });
  }
}
