import { systemClock } from "../../system/clock.ts";
import { timeLimited } from "../api/time-limit.ts";
import { removeNamespaces } from "../objects/remove-namespaces.ts";
import type { SessionSetup } from "./session-world.ts";

/** Ends the channels, removes what the run created, and lets go of the API server. */
export async function closeSession(
  { api, settings }: Pick<SessionSetup, "api" | "settings">,
  closeChannels: () => Promise<void>,
): Promise<void> {
  const { run, keep, progress, limits } = settings;
  // Its own patience: the run's signal may be what ended the run.
  const { signal } = new AbortController();
  try {
    await timeLimited(limits.removalMs, "the streams to the agents did not close", signal, closeChannels);
  } finally {
    try {
      if (keep)
        progress(`kept; to remove it: netverdict gc --context ${api.credentials.context} --run ${run}`);
      else {
        progress("removing what the run created");
        await removeNamespaces(api, { run, timeoutMs: limits.removalMs, clock: systemClock }, signal);
      }
    } finally {
      api.close();
    }
  }
}
