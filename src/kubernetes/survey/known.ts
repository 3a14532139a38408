import { ClusterError } from "../../cluster/port.ts";
import { isApiError } from "../api/api-error.ts";

/** What was found out, or why it was not, as a clause. */
export type Known<T> = { readonly value: T } | { readonly unknown: string };

/** What the cluster refuses or cannot tell is not known; an aborted signal ends everything. */
export async function known<T>(finding: Promise<T>, what: string, signal: AbortSignal): Promise<Known<T>> {
  try {
    return { value: await finding };
  } catch (error) {
    if (signal.aborted) return { unknown: `${what}: it was not found out in time` };
    if (isApiError(error, 403)) return { unknown: `${what}: this user may not read it (${error.answer})` };
    if (error instanceof ClusterError) return { unknown: `${what}: ${error.message}` };
    throw error;
  }
}
