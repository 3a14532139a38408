import { ClusterError } from "../cluster/port.ts";
import type { Clock } from "../system/clock.ts";
import { isApiError } from "./api-error.ts";
import type { ApiServer } from "./api-server.ts";
import type { ApiList, NamespaceObject } from "./api-types.ts";
import { inParallel } from "./in-parallel.ts";
import { NAMESPACES, namespacePath, withQuery } from "./paths.ts";
import { runSelector } from "./run-labels.ts";

export interface Removal {
  /** Absent: every run's. */
  readonly run?: string;
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
  const started = removal.clock.now();
  const found = await labelledNamespaces(api, removal.run, signal);
  await inParallel(found, 16, (namespace) => deleteNamespace(api, namespace, signal), signal);
  for (;;) {
    const present = await labelledNamespaces(api, removal.run, signal);
    const remaining = present.filter(({ metadata }) =>
      found.some((one) => one.metadata.uid === metadata.uid),
    );
    if (remaining.length === 0) return found;
    if (removal.clock.now() - started >= removal.timeoutMs)
      throw new ClusterError(remainsText(remaining, removal.timeoutMs));
    await removal.clock.wait(POLL_MS, signal);
  }
}

export async function labelledNamespaces(
  api: ApiServer,
  run: string | undefined,
  signal: AbortSignal,
): Promise<readonly NamespaceObject[]> {
  const path = withQuery(NAMESPACES, { labelSelector: runSelector(run) });
  const { items } = await api.request<ApiList<NamespaceObject>>({ method: "GET", path }, signal);
  return items;
}

/** Deletes this very namespace: one of the same name that has come since is somebody else's. */
async function deleteNamespace(
  api: ApiServer,
  { metadata }: NamespaceObject,
  signal: AbortSignal,
): Promise<void> {
  const body = {
    apiVersion: "v1",
    kind: "DeleteOptions",
    propagationPolicy: "Background",
    ...(metadata.uid === undefined ? {} : { preconditions: { uid: metadata.uid } }),
  };
  try {
    await api.text({ method: "DELETE", path: namespacePath(metadata.name), body }, signal);
  } catch (error) {
    // 404: gone already. 409: being deleted already, or replaced by another; the polling tells.
    if (!isApiError(error, 404) && !isApiError(error, 409)) throw error;
  }
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
