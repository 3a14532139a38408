import { Box } from "./box.ts";
import { explainForbidden } from "./explain-forbidden.ts";
import { orClose } from "./or-close.ts";

/**
 * Makes a box: in a user namespace, or without one where that is impossible and we are root.
 *
 * @param path - directories of programs, as in PATH.
 * @param needs - files that must be readable from within.
 * @throws ClusterError that says what to do about it; the reason of `signal` if that was aborted.
 */
export async function openBox(path: string, needs: readonly string[], signal: AbortSignal): Promise<Box> {
  try {
    return await booted(new Box({ path, userNamespace: true }), needs, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (process.getuid?.() !== 0) throw await explainForbidden(error);
  }
  try {
    return await booted(new Box({ path, userNamespace: false }), needs, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw await explainForbidden(error);
  }
}

async function booted(box: Box, needs: readonly string[], signal: AbortSignal): Promise<Box> {
  return orClose(box, signal, async () => {
    await box.boot(needs, signal);
    return box;
  });
}
