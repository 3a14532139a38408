import type { Namespace } from "../../model/index.ts";
import { createObjects } from "../objects/create-objects.ts";
import { agentConfigMap, copiedSecret, namespaceObject } from "../objects/objects.ts";
import type { Run } from "./run.ts";

/** Creates namespaces with what probe pods need there. */
export async function createNamespaces(
  { api, settings, pullSecrets }: Run,
  namespaces: readonly Namespace[],
  signal: AbortSignal,
): Promise<void> {
  const { run, agentSource } = settings;
  const objects = namespaces.map((namespace) => namespaceObject(namespace, run));
  await createObjects(api, objects, signal);
  const mounted = namespaces.flatMap(({ name }) => [
    agentConfigMap(name, run, agentSource),
    ...pullSecrets.map((secret) => copiedSecret(secret, name, run)),
  ]);
  await createObjects(api, mounted, signal);
}
