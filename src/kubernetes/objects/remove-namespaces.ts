import { ClusterError } from "../../cluster/port.ts";
import type { Clock } from "../../system/clock.ts";
import { withDeadline } from "../../system/deadline.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ApiList, NamespaceObject, PodStatusObject } from "../api/api-types.ts";
import { inParallel } from "../api/in-parallel.ts";
import { NAMESPACES, namespacePath, podPath, withQuery } from "../api/paths.ts";
import { deleteObject } from "./delete-object.ts";
import { runSelector } from "./run-labels.ts";

export interface Removal {
  /** Absent: every session's. */
  readonly run?: string;
  /** Which of the namespaces that carry the label; absent: all. */
  readonly which?: (namespace: NamespaceObject) => boolean;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

const POLL_MS = 250;

/**
 * Deletes the namespaces that carry the label of a run, waits until they are gone, and returns what it deleted. Finalizers
 * are left to their owners.
 *
 * @throws ClusterError that says what remains and why, when the time is over.
 */
export async function removeNamespaces(
  api: ApiServer,
  removal: Removal,
  signal: AbortSignal,
): Promise<readonly NamespaceObject[]> {
  using deadline = withDeadline(signal, removal.timeoutMs, "namespaces were not gone");
  let remaining: readonly NamespaceObject[] = [];
  try {
    const started = removal.clock.now();
    const found = await deleteThem(api, removal, deadline.signal);
    for (;;) {
      remaining = stillThere(found, await labelledNamespaces(api, removal.run, deadline.signal));
      if (remaining.length === 0) return found;
      if (removal.clock.now() - started >= removal.timeoutMs)
        throw new ClusterError(remainsText(remaining, removal.timeoutMs));
      await removal.clock.wait(POLL_MS, deadline.signal);
    }
  } catch (error) {
    if (!deadline.exceeded) throw error;
    throw new ClusterError(lateText(remaining, removal), { cause: error });
  }
}

async function deleteThem(
  api: ApiServer,
  { run, which }: Removal,
  signal: AbortSignal,
): Promise<readonly NamespaceObject[]> {
  const labelled = await labelledNamespaces(api, run, signal);
  const found = which === undefined ? labelled : labelled.filter(which);
  const remove = ({ metadata }: NamespaceObject) =>
    deleteObject(api, namespacePath(metadata.name), metadata.uid, signal);
  await inParallel(found, 16, remove, signal);
  await deletePods(api, found, run, signal);
  return found;
}

function stillThere(
  deleted: readonly NamespaceObject[],
  present: readonly NamespaceObject[],
): readonly NamespaceObject[] {
  return present.filter(({ metadata }) => deleted.some((one) => one.metadata.uid === metadata.uid));
}

async function labelledNamespaces(
  api: ApiServer,
  run: string | undefined,
  signal: AbortSignal,
): Promise<readonly NamespaceObject[]> {
  const path = withQuery(NAMESPACES, { labelSelector: runSelector(run) });
  const { items } = await api.request<ApiList<NamespaceObject>>({ method: "GET", path }, signal);
  return items;
}

/**
 * Kubernetes waits 5 s before it looks into a namespace that is to go, and again when it finds pods there. Deleted by us they
 * end meanwhile.
 */
async function deletePods(
  api: ApiServer,
  namespaces: readonly NamespaceObject[],
  run: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const path = withQuery("/api/v1/pods", { labelSelector: runSelector(run) });
  const { items } = await api.request<ApiList<PodStatusObject>>({ method: "GET", path }, signal);
  const ours = items.filter(({ metadata }) =>
    namespaces.some((one) => one.metadata.name === metadata.namespace),
  );
  const remove = ({ metadata }: PodStatusObject) =>
    deleteObject(api, podPath(metadata.namespace ?? "", metadata.name), metadata.uid, signal);
  await inParallel(ours, 16, remove, signal);
}

function lateText(remaining: readonly NamespaceObject[], { run, timeoutMs }: Removal): string {
  if (remaining.length > 0) return remainsText(remaining, timeoutMs);
  const whose = run === undefined ? "netverdict's namespaces" : `the namespaces of run ${run}`;
  return `${whose} could not be removed within ${timeoutMs / 1000} s: the API server did not answer`;
}

function remainsText(remaining: readonly NamespaceObject[], timeoutMs: number): string {
  const lines = remaining.map(({ metadata, status }) => {
    const reasons = (status?.conditions ?? [])
      .filter(({ status }) => status === "True")
      .map(({ message, reason, type }) => message ?? reason ?? type);
    return `  ${metadata.name}: ${reasons.join("; ") || `phase ${status?.phase ?? "unknown"}`}`;
  });
  return [`namespaces that are not gone ${timeoutMs / 1000} s after their deletion:`, ...lines].join("\n");
}
