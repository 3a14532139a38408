import type { Labels } from "../../model/index.ts";

/** What network plugins are recognised by. */
export interface PluginFacts {
  /** Programs that the cluster runs on its nodes. */
  readonly agents: readonly NodeAgent[];
  /** The data of those ConfigMaps that were asked for and may be read, by `namespace/name`. */
  readonly configMaps: ReadonlyMap<string, Labels>;
  /** Other objects that were asked for and are there, by the path of the API. */
  readonly objects: ReadonlyMap<string, unknown>;
  readonly nodes: readonly NodeTraits[];
  /** The beginning of the log of an agent whose version nothing else tells, by `namespace/name` of the agent. */
  readonly logs: ReadonlyMap<string, string>;
}

/** A program of the cluster's own on its nodes: a DaemonSet, or what its pods show of one. */
export interface NodeAgent {
  readonly namespace: string;
  readonly name: string;
  /** Init containers included. */
  readonly containers: readonly AgentContainer[];
  /** Names of the ConfigMaps of its namespace that it reads. */
  readonly configMaps: readonly string[];
  /** Folders of the node that it sees. */
  readonly hostPaths: readonly string[];
  /** Labels that select its pods. */
  readonly selector: Labels;
}

/** `arguments`: command and arguments. `environment`: variables that are given as texts. */
export interface AgentContainer {
  readonly name: string;
  readonly image: string;
  readonly arguments: readonly string[];
  readonly environment: Labels;
}

export interface NodeTraits {
  readonly name: string;
  readonly kubeletVersion: string;
  readonly annotations: Labels;
}

export function agentRef({ namespace, name }: Pick<NodeAgent, "namespace" | "name">): string {
  return `${namespace}/${name}`;
}
