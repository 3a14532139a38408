import {
  agentOfDaemonSet,
  type DaemonSetObject,
} from "../../../src/kubernetes/network-plugin/node-agents.ts";
import type { PluginFacts } from "../../../src/kubernetes/network-plugin/plugin-facts.ts";

/** What a test says of a DaemonSet: `image` and the rest of its first container, or all of its containers. */
export interface AgentText {
  readonly at: `${string}/${string}`;
  readonly image: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly more?: readonly {
    readonly name: string;
    readonly image: string;
    readonly args?: readonly string[];
  }[];
  readonly configMaps?: readonly string[];
  readonly hostPaths?: readonly string[];
}

/** A DaemonSet as an API server lists it. */
export function daemonSet({
  at,
  image,
  args = [],
  env = {},
  more = [],
  ...mounts
}: AgentText): DaemonSetObject {
  const [namespace = "", name = ""] = at.split("/");
  const variables = Object.entries(env).map(([name, value]) => ({ name, value }));
  return {
    metadata: { namespace, name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        spec: {
          containers: [{ name: "main", image, args, env: variables }, ...more],
          volumes: [
            ...(mounts.configMaps ?? []).map((configMap) => ({ configMap: { name: configMap } })),
            ...(mounts.hostPaths ?? []).map((path) => ({ hostPath: { path } })),
          ],
        },
      },
    },
  };
}

/** The facts of a cluster that runs these, with what else a test says. */
export function factsOf(agents: readonly AgentText[], others: Partial<PluginFacts> = {}): PluginFacts {
  return {
    agents: agents.map((agent) => agentOfDaemonSet(daemonSet(agent))),
    configMaps: new Map(),
    objects: new Map(),
    nodes: [],
    logs: new Map(),
    ...others,
  };
}
