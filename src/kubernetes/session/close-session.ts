import { systemClock } from "../../system/clock.ts";
import { gcLine } from "../api/command-line.ts";
import { timeLimited } from "../api/time-limit.ts";
import { removeNamespaces } from "../removal/remove-namespaces.ts";
import type { SessionSetup } from "./session-world.ts";

type Closing = Pick<SessionSetup, "api" | "settings" | "lease">;

/** Ends the channels, removes what the run created, and lets go of the API server. */
export async function closeSession(closing: Closing, closeChannels: () => Promise<void>): Promise<void> {
  const { api, settings, lease } = closing;
  // Its own patience: the run's signal may be what ended the run.
  const { signal } = new AbortController();
  const limitMs = settings.limits.removalMs;
  try {
    await timeLimited(limitMs, "the streams to the agents did not close", signal, closeChannels);
  } finally {
    try {
      await lease.stop();
      await (settings.keep ? keepAll(closing) : removeAll(closing, signal));
    } finally {
      api.close();
    }
  }
}

async function keepAll({ api, settings, lease }: Closing): Promise<void> {
  await lease.release();
  settings.progress(`kept; to remove it: ${gcLine(api.credentials, "--run", settings.run)}`);
}

async function removeAll({ api, settings, lease }: Closing, signal: AbortSignal): Promise<void> {
  const { run, limits, progress } = settings;
  progress("removing what the run created");
  try {
    await removeNamespaces(api, { run, timeoutMs: limits.removalMs, clock: systemClock }, signal);
  } catch (error) {
    await lease.release();
    throw error;
  }
}
