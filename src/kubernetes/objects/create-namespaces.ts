import type { Namespace } from "../../model/index.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { SecretObject } from "../api/api-types.ts";
import { createObjects } from "./create-objects.ts";
import { agentConfigMap, copiedSecret, namespaceObject } from "./objects.ts";

/** What the namespaces of a run have in common. */
export interface NamespaceContents {
  readonly run: string;
  readonly agentSource: string;
  /** To be copied into each namespace. */
  readonly pullSecrets: readonly SecretObject[];
}

/** Creates namespaces with what probe pods need there. */
export async function createNamespaces(
  api: ApiServer,
  namespaces: readonly Namespace[],
  { run, agentSource, pullSecrets }: NamespaceContents,
  signal: AbortSignal,
): Promise<void> {
  const objects = namespaces.map((namespace) => namespaceObject(namespace, run));
  await createObjects(api, objects, signal);
  const mounted = namespaces.flatMap(({ name }) => [
    agentConfigMap(name, run, agentSource),
    ...pullSecrets.map((secret) => copiedSecret(secret, name, run)),
  ]);
  await createObjects(api, mounted, signal);
}
