import { ClusterError } from "../../cluster/port.ts";
import { gcLine } from "../../system/command-line.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { NamespaceObject } from "../api/api-types.ts";
import { inParallel } from "../api/in-parallel.ts";
import { readNamespace } from "./read-namespace.ts";
import { MANAGED_BY_LABEL, RUN_LABEL } from "./run-labels.ts";

/**
 * Makes sure that none of these namespaces exists: a run changes policies and labels, which is nobody's wish in a namespace
 * that is in use.
 *
 * @throws ClusterError that says of each that exists whose it is, and what to do.
 */
export async function checkNamespacesFree(
  api: ApiServer,
  names: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const found = await inParallel(names, 16, (name) => readNamespace(api, name, signal), signal);
  const taken = found.filter((namespace) => namespace !== undefined);
  if (taken.length === 0) return;
  throw new ClusterError(
    [
      "netverdict creates the namespaces of a scenario and does not touch those that exist:",
      ...taken.map((namespace) => `  ${takenText(namespace, api.credentials.context)}`),
    ].join("\n"),
  );
}

/** Whose a namespace is, and what to do about it. */
export function takenText({ metadata, status }: NamespaceObject, context: string): string {
  const run = metadata.labels?.[RUN_LABEL];
  const name = `namespace '${metadata.name}'`;
  if (status?.phase === "Terminating") return `${name} is being deleted: try again when it is gone`;
  if (run !== undefined)
    return `${name} is of the run ${run}: if that has ended, '${gcLine({ context }, "--run", run)}' removes it`;
  const manager = metadata.labels?.[MANAGED_BY_LABEL];
  const owner = manager === undefined ? "is not netverdict's" : `is managed by ${manager}`;
  return `${name} ${owner}: choose another name in the scenario, or give all of its namespaces others with --namespace-suffix`;
}
