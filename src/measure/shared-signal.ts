import { setMaxListeners } from "node:events";

/** A signal to which every pod may listen: the caller's own would warn of a leak. */
export function sharedSignal(signal: AbortSignal): AbortSignal {
  const shared = AbortSignal.any([signal]);
  setMaxListeners(0, shared);
  return shared;
}
