import type { Labels } from "../../model/index.ts";

/** Names the session of a run that an object belongs to. Whatever carries it is ours to delete. */
export const RUN_LABEL = "netverdict.dev/run";

export const MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";

/** Bears the name of a probe pod, so that a Service can lead to just this one. */
export const POD_LABEL = "netverdict.dev/pod";

/** Labels that a scenario can neither set nor remove. */
export const OWN_LABELS: readonly string[] = [RUN_LABEL, POD_LABEL];

/** The labels of an object of a run. The scenario's own labels win, except over the run's. */
export function runLabels(run: string, own: Labels = {}): Labels {
  return { [MANAGED_BY_LABEL]: "netverdict", ...own, [RUN_LABEL]: run };
}

/** The id under which a session's objects are known: the run's own for its first session, `k3x9q2-2` for its second. */
export function sessionId(run: string, number: number): string {
  return number === 1 ? run : `${run}-${number}`;
}

/** The namespace that a session makes first, for itself. */
export function sentinelNamespaceName(session: string): string {
  return `netverdict-${session}`;
}

/** Whether a session is one of a run's. */
export function isSessionOf(run: string, session: string | undefined): boolean {
  return session === run || session?.startsWith(`${run}-`) === true;
}

/** A label selector for all objects of one session, or of any. */
export function runSelector(run?: string): string {
  return run === undefined ? RUN_LABEL : `${RUN_LABEL}=${run}`;
}
