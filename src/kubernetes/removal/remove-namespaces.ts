import type { Clock } from "../../system/clock.ts";
import type { ApiServer } from "../api/api-server.ts";
import { listOwn } from "./list-own.ts";
import type { OwnObject } from "./own-object.ts";
import { removeOrExplain } from "./remove-or-explain.ts";

export interface NamespaceRemoval {
  /** Whose they are; absent: any run's. */
  readonly run?: string | undefined;
  /** Which of all namespaces that carry the label of a run; absent: those of the session `run`. */
  readonly which?: (namespace: OwnObject) => boolean;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/**
 * Deletes the namespaces that carry the label of a run, waits until they are gone, and returns what it deleted.
 *
 * @throws ClusterError that says what remains, why, and what to do, when the time is over.
 */
export function removeNamespaces(
  api: ApiServer,
  { run, which, timeoutMs, clock }: NamespaceRemoval,
  signal: AbortSignal,
): Promise<readonly OwnObject[]> {
  const session = which === undefined ? run : undefined;
  const list = async (limit: AbortSignal) => {
    const found = await listOwn(api, "Namespace", { run: session }, limit);
    return which === undefined ? found : found.filter(which);
  };
  /**
   * Kubernetes waits 5 s before it looks into a namespace that is to go, and again when it finds pods there. Deleted by us
   * they end meanwhile.
   */
  const contents = async (namespaces: readonly OwnObject[], limit: AbortSignal) => {
    const pods = await listOwn(api, "Pod", { run: session }, limit);
    const names = new Set(namespaces.map(({ metadata }) => metadata.name));
    return pods.filter(({ metadata }) => names.has(metadata.namespace ?? ""));
  };
  const context = { cluster: api.credentials, run, timeoutMs };
  return removeOrExplain(api, { list, contents, timeoutMs, clock }, context, signal);
}
