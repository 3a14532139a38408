import type { ClusterLimits } from "../cluster/port.ts";
import type { Change } from "../model/index.ts";
import { LIMITS, READY_TIMEOUT_MS, type Settings } from "./options.ts";

/** Pods and namespaces that come and go together. */
const PARALLEL = 16;

/** What a session may take, from the limits of what it waits for. */
export function sessionLimits({
  limits,
  readyTimeoutMs,
}: Pick<Settings, "limits" | "readyTimeoutMs">): ClusterLimits {
  const { callMs, retryMs, credentialsMs, removalMs } = limits;
  const answerMs = retryMs + callMs;
  // Pods have to run, and then their agents to answer.
  const comingMs = 2 * readyTimeoutMs;
  return {
    capabilitiesMs: credentialsMs + answerMs,
    // An API server that is away for as long as is borne, before the pods and after them.
    openingMs: () => credentialsMs + 2 * answerMs + comingMs,
    changingMs: (changes) => turns(changes, comes) * comingMs + turns(changes, goes) * removalMs,
    // Streams first, then an API server that is away, then namespaces.
    closingMs: streamsMs(removalMs) + 2 * removalMs + callMs,
  };
}

/** For the streams to the agents to close: those that do not by themselves are cut. */
export function streamsMs(removalMs: number): number {
  return Math.min(removalMs, 30_000);
}

/** Unless a cluster was given other patience. */
export const KUBERNETES_LIMITS = sessionLimits({ limits: LIMITS, readyTimeoutMs: READY_TIMEOUT_MS });

function turns(changes: readonly Change[], concerns: (change: Change) => boolean): number {
  return Math.ceil(changes.filter(concerns).length / PARALLEL);
}

function comes({ action }: Change): boolean {
  return action === "create-pod" || action === "restart-pod";
}

function goes({ action }: Change): boolean {
  return action === "remove-pod" || action === "restart-pod" || action === "remove-namespace";
}
