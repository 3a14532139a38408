import type { Labels, Namespace, PolicyObject } from "../../model/index.ts";
import type { NewObject, SecretObject } from "../api/api-types.ts";
import { AGENT_CONFIG_MAP, AGENT_FILE } from "./pod-object.ts";
import { runLabels } from "./run-labels.ts";

/** A namespace of a run. Its own labels win, except over the run's. */
export function namespaceObject(namespace: Namespace, run: string): NewObject {
  const labels: Labels = { "pod-security.kubernetes.io/enforce": "restricted", ...namespace.labels };
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: namespace.name, labels: runLabels(run, labels) },
  };
}

/** The agent's program, for the pods of a namespace to mount. */
export function agentConfigMap(
  namespace: string,
  run: string,
  agentSource: string,
): NewObject & { readonly immutable: boolean; readonly data: Labels } {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: AGENT_CONFIG_MAP, namespace, labels: runLabels(run) },
    immutable: true,
    data: { [AGENT_FILE]: agentSource },
  };
}

/** A policy with the run's labels, untouched otherwise. */
export function labelledPolicy(policy: PolicyObject, run: string): PolicyObject {
  return {
    ...policy,
    metadata: { ...policy.metadata, labels: runLabels(run, policy.metadata.labels) },
  };
}

/** A pull secret's copy in another namespace. */
export function copiedSecret(secret: SecretObject, namespace: string, run: string): SecretObject & NewObject {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: secret.metadata.name, namespace, labels: runLabels(run) },
    ...(secret.type === undefined ? {} : { type: secret.type }),
    ...(secret.data === undefined ? {} : { data: secret.data }),
  };
}
