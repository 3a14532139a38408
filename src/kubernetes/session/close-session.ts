import { ClusterError } from "../../cluster/port.ts";
import { gcLine } from "../../system/command-line.ts";
import { timeLimited } from "../api/time-limit.ts";
import { streamsMs } from "../limits.ts";
import type { SessionSetup } from "./session-world.ts";

type Closing = Pick<SessionSetup, "api" | "settings" | "namespaces" | "lease">;

/** Ends the channels, removes what the run created, and lets go of the API server. */
export async function closeSession(closing: Closing, closeChannels: () => Promise<void>): Promise<void> {
  const { api, settings, lease } = closing;
  // Its own patience: the run's signal may be what ended the run.
  const { signal } = new AbortController();
  const limitMs = streamsMs(settings.limits.removalMs);
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

async function keepAll(closing: Closing): Promise<void> {
  await closing.lease.release();
  closing.settings.progress(`kept; to remove it: ${removing(closing)}`);
}

async function removeAll(closing: Closing, signal: AbortSignal): Promise<void> {
  const { settings, namespaces, lease } = closing;
  settings.progress("removing what the run created");
  try {
    await namespaces.removeAll(signal);
  } catch (error) {
    await lease.release();
    throw withCommand(error, removing(closing));
  }
}

/** A removal that the API server refuses leaves as much behind as one that takes too long, which names the command. */
function withCommand(error: unknown, command: string): unknown {
  if (!(error instanceof ClusterError) || error.message.includes("netverdict gc ")) return error;
  const message = `what the run created is not all removed: ${error.message}\n  to remove it: ${command}`;
  return new ClusterError(message, { cause: error });
}

function removing({ api, settings, namespaces }: Closing): string {
  const lent = namespaces.lent === undefined ? [] : ["--namespaces", namespaces.lent.join(",")];
  return gcLine(api.credentials, ...lent, "--run", settings.run);
}
