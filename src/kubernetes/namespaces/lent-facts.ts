import { LEND_LABEL } from "../../cluster/lend-label.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ApiList, ApiObject, NamespaceObject } from "../api/api-types.ts";
import { podsPath, policiesPath } from "../api/paths.ts";
import { readNamespace } from "../objects/read-namespace.ts";
import { RUN_LABEL } from "../objects/run-labels.ts";

/** What is to be known of a lent namespace before it is used. */
export interface LentFacts {
  readonly name: string;
  readonly namespace: NamespaceObject | undefined;
  readonly pods: readonly ApiObject[];
  readonly policies: readonly ApiObject[];
}

export async function lentFacts(api: ApiServer, name: string, signal: AbortSignal): Promise<LentFacts> {
  const namespace = await readNamespace(api, name, signal);
  if (namespace === undefined) return { name, namespace, pods: [], policies: [] };
  const [pods, policies] = await Promise.all(
    [podsPath(name), policiesPath(name)].map((path) =>
      api.request<ApiList<ApiObject>>({ method: "GET", path }, signal),
    ),
  );
  return { name, namespace, pods: pods?.items ?? [], policies: policies?.items ?? [] };
}

/** Why a namespace cannot be used, and what to do. `gc` removes what a run has left there. */
export function whyNotLent(
  { name, namespace, pods, policies }: LentFacts,
  gc: (run: string) => string,
): string | undefined {
  const labelLine = `kubectl label namespace ${name} ${LEND_LABEL}=true`;
  if (namespace === undefined)
    return `namespace '${name}' does not exist: kubectl create namespace ${name} && ${labelLine}`;
  if (namespace.status?.phase === "Terminating") return `namespace '${name}' is being deleted`;
  if (namespace.metadata.labels?.[LEND_LABEL] !== "true")
    return `namespace '${name}' is not lent to netverdict: ${labelLine}`;
  const run = [...pods, ...policies].map(({ metadata }) => metadata.labels?.[RUN_LABEL]).find(Boolean);
  if (run !== undefined)
    return `namespace '${name}' is used by the run ${run}: if that has ended, '${gc(run)}' removes what it left`;
  const found = [...namesOf("pod", pods), ...namesOf("NetworkPolicy", policies)];
  return found.length === 0
    ? undefined
    : `namespace '${name}' is not empty, and has to be: it has ${found.join(", ")}`;
}

/** Some names suffice to know what it is about. */
function namesOf(kind: string, objects: readonly ApiObject[]): readonly string[] {
  const shown = objects.slice(0, 3).map(({ metadata }) => `${kind} ${metadata.name}`);
  return objects.length > 3 ? [...shown, `${objects.length - 3} more`] : shown;
}
