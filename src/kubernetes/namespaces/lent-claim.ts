import { ClusterError } from "../../cluster/port.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ApiObject } from "../api/api-types.ts";
import { orAbsent } from "../api/or-absent.ts";
import { collectionPath } from "../api/paths.ts";
import { createObject, isAlreadyExists } from "../objects/create-object.ts";
import { agentConfigMap } from "../objects/objects.ts";
import { RUN_LABEL } from "../objects/run-labels.ts";

/** A session that takes a namespace for itself. */
export interface Claim {
  readonly run: string;
  readonly agentSource: string;
  /** The line that removes what a run has left. */
  readonly gc: (run: string) => string;
}

/**
 * Takes a namespace for a session: the program of its agents has the same name in each, and the API server lets only one come
 * to be.
 *
 * @throws ClusterError that says who has it.
 */
export async function claimNamespace(
  api: ApiServer,
  namespace: string,
  { run, agentSource, gc }: Claim,
  signal: AbortSignal,
): Promise<void> {
  const program = agentConfigMap(namespace, run, agentSource);
  try {
    await createObject(api, program);
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
    const path = `${collectionPath(program)}/${program.metadata.name}`;
    const owner = await ownerOf(api, path, signal);
    if (owner === undefined) throw error;
    throw new ClusterError(
      `namespace '${namespace}' is used by the run ${owner}: if that has ended, '${gc(owner)}' removes what it left`,
      { cause: error },
    );
  }
}

async function ownerOf(api: ApiServer, path: string, signal: AbortSignal): Promise<string | undefined> {
  const program = await orAbsent(api.request<ApiObject>({ method: "GET", path }, signal));
  return program?.metadata.labels?.[RUN_LABEL];
}
