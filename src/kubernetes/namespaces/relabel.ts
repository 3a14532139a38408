import { ClusterError } from "../../cluster/port.ts";
import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { NamespaceObject } from "../api/api-types.ts";
import { mergePatch } from "../api/merge-patch.ts";
import { namespacePath } from "../api/paths.ts";
import { type Relabelling, refuseOwnLabels } from "../objects/relabelling.ts";
import { missingRights, rightsIn } from "../permissions/access-reviews.ts";
import { grantLines } from "../permissions/grant-lines.ts";
import { ROLES } from "../permissions/roles.ts";
import { permissionsFor } from "../permissions/table.ts";
import { userName } from "../permissions/user-name.ts";
import { effective, relabelPatch } from "./lent-labels.ts";

/** A change of a lent namespace's labels by a session, made of what they are. */
export interface RelabelCall {
  readonly name: string;
  readonly run: string;
  readonly change: (now: NamespaceObject) => Relabelling;
}

/** A namespace, and what of its labels has to change. */
export interface PlannedRelabelling extends Relabelling {
  readonly namespace: NamespaceObject;
}

/**
 * Changes labels of a lent namespace where they are not as wanted.
 *
 * @throws ClusterError with the lines of kubectl that do it, if we may not.
 */
export async function relabel(
  api: ApiServer,
  { name, run, change }: RelabelCall,
  signal: AbortSignal,
): Promise<void> {
  const namespace = await api.request<NamespaceObject>({ method: "GET", path: namespacePath(name) }, signal);
  const wanted = change(namespace);
  refuseOwnLabels(wanted);
  const changing = effective(namespace, wanted);
  if (isNothing(changing)) return;
  const body = relabelPatch(namespace, run, changing);
  try {
    await api.text(mergePatch(namespacePath(name), body), signal);
  } catch (error) {
    if (!isApiError(error, 403)) throw error;
    const text = await labelsText(api, [{ namespace, ...changing }], signal);
    throw new ClusterError(text, { cause: error });
  }
}

/** @throws ClusterError with the lines of kubectl that change the labels, or grant the right to, if we may not. */
export async function checkMayLabel(
  api: ApiServer,
  planned: readonly PlannedRelabelling[],
  signal: AbortSignal,
): Promise<void> {
  const needed = planned.filter((one) => !isNothing(one));
  const names = needed.map(({ namespace }) => namespace.metadata.name);
  if (names.length === 0) return;
  const missing = await missingRights(api, rightsIn(permissionsFor("label-lent"), names), signal);
  const forbidden = needed.filter(({ namespace }) =>
    missing.some((right) => right.namespace === namespace.metadata.name),
  );
  if (forbidden.length > 0) throw new ClusterError(await labelsText(api, forbidden, signal));
}

async function labelsText(
  api: ApiServer,
  planned: readonly PlannedRelabelling[],
  signal: AbortSignal,
): Promise<string> {
  const namespaces = planned.map(({ namespace }) => namespace.metadata.name);
  const user = await userName(api, signal);
  return [
    `context '${api.credentials.context}' may not give lent namespaces the labels that the scenario needs. Either they have them:`,
    ...planned.map(labelLine),
    `or the right to change labels is granted (the role is manifests/rbac/${ROLES.labels.file}):`,
    ...grantLines({ role: ROLES.labels, user, namespaces }),
  ].join("\n");
}

function labelLine({ namespace, set, unset }: PlannedRelabelling): string {
  const labels = [
    ...Object.entries(set).map(([key, value]) => `${key}=${value}`),
    ...unset.map((key) => `${key}-`),
  ];
  return `kubectl label namespace ${namespace.metadata.name} --overwrite ${labels.join(" ")}`;
}

function isNothing({ set, unset }: Relabelling): boolean {
  return Object.keys(set).length === 0 && unset.length === 0;
}
