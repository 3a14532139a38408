import { setMaxListeners } from "node:events";

/**
 * Calls back once when the signal is aborted, at once if it has been. Returns the function that takes this back. Any number
 * may wait for one signal: Node warns of a leak from the eleventh listener on, unless it is told otherwise.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) {
    listener();
    return () => undefined;
  }
  setMaxListeners(0, signal);
  signal.addEventListener("abort", listener, { once: true });
  return () => signal.removeEventListener("abort", listener);
}
