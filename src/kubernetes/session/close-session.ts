import { gcLine } from "../api/command-line.ts";
import { timeLimited } from "../api/time-limit.ts";
import type { SessionSetup } from "./session-world.ts";

type Closing = Pick<SessionSetup, "api" | "settings" | "namespaces" | "lease">;

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

async function keepAll({ api, settings, namespaces, lease }: Closing): Promise<void> {
  await lease.release();
  const lent = namespaces.lent === undefined ? [] : ["--namespaces", namespaces.lent.join(",")];
  settings.progress(`kept; to remove it: ${gcLine(api.credentials, ...lent, "--run", settings.run)}`);
}

async function removeAll({ settings, namespaces, lease }: Closing, signal: AbortSignal): Promise<void> {
  settings.progress("removing what the run created");
  try {
    await namespaces.removeAll(signal);
  } catch (error) {
    await lease.release();
    throw error;
  }
}
