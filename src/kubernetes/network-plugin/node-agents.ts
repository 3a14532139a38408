import type { Labels } from "../../model/index.ts";
import type { ApiObject, NodeObject } from "../api/api-types.ts";
import type { AgentContainer, NodeAgent, NodeTraits } from "./plugin-facts.ts";

/** The parts of apps/v1 DaemonSet that are read. */
export interface DaemonSetObject extends ApiObject {
  readonly spec?: {
    readonly selector?: { readonly matchLabels?: Labels };
    readonly template?: { readonly spec?: PodSpec };
  };
}

/** The parts of core/v1 Pod that are read where DaemonSets may not be listed. */
export interface AgentPodObject extends ApiObject {
  readonly metadata: ApiObject["metadata"] & {
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
  };
  readonly spec?: PodSpec;
}

interface PodSpec {
  readonly initContainers?: readonly ContainerObject[];
  readonly containers?: readonly ContainerObject[];
  readonly volumes?: readonly {
    readonly configMap?: { readonly name?: string };
    readonly hostPath?: { readonly path?: string };
  }[];
}

interface ContainerObject {
  readonly name: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly configMapKeyRef?: { readonly name?: string } };
  }[];
  readonly envFrom?: readonly { readonly configMapRef?: { readonly name?: string } }[];
}

export function agentOfDaemonSet({ metadata, spec }: DaemonSetObject): NodeAgent {
  const { name, namespace = "" } = metadata;
  return agentOf({ namespace, name, selector: spec?.selector?.matchLabels ?? {} }, spec?.template?.spec);
}

/** What the pods of DaemonSets show of these, each once. */
export function agentsOfPods(pods: readonly AgentPodObject[]): readonly NodeAgent[] {
  const agents = new Map<string, NodeAgent>();
  for (const { metadata, spec } of pods) {
    const owner = metadata.ownerReferences?.find(({ kind }) => kind === "DaemonSet");
    if (owner === undefined) continue;
    const { namespace = "", labels = {} } = metadata;
    agents.set(
      `${namespace}/${owner.name}`,
      agentOf({ namespace, name: owner.name, selector: labels }, spec),
    );
  }
  return [...agents.values()];
}

function agentOf(
  whose: Pick<NodeAgent, "namespace" | "name" | "selector">,
  { initContainers = [], containers = [], volumes = [] }: PodSpec = {},
): NodeAgent {
  const all = [...containers, ...initContainers];
  const mounted = volumes.flatMap(({ configMap }) => configMap?.name ?? []);
  return {
    ...whose,
    containers: all.map(agentContainer),
    configMaps: [...new Set([...all.flatMap(configMapsOf), ...mounted])],
    hostPaths: volumes.flatMap(({ hostPath }) => hostPath?.path ?? []),
  };
}

function agentContainer({
  name,
  image = "",
  command = [],
  args = [],
  env = [],
}: ContainerObject): AgentContainer {
  const texts = env.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]]));
  return { name, image, arguments: [...command, ...args], environment: Object.fromEntries(texts) };
}

function configMapsOf({ env = [], envFrom = [] }: ContainerObject): readonly string[] {
  return [
    ...envFrom.flatMap(({ configMapRef }) => configMapRef?.name ?? []),
    ...env.flatMap(({ valueFrom }) => valueFrom?.configMapKeyRef?.name ?? []),
  ];
}

/** The parts of a node that tell of plugins. */
export function nodeTraits({ metadata, status }: NodeObject): NodeTraits {
  return {
    name: metadata.name,
    kubeletVersion: status?.nodeInfo?.kubeletVersion ?? "",
    annotations: metadata.annotations ?? {},
  };
}
