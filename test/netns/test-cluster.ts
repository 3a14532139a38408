import type { Cluster } from "../../src/cluster/port.ts";
import { namespaceWithImpliedLabel, type Pod, type World } from "../../src/model/index.ts";
import { type LocalClusterOptions, localCluster } from "../../src/netns/index.ts";
import { agentProgram } from "../../src/system/agent-program.ts";

/** A local cluster for tests, whose API server would take every manifest. */
export function testCluster(options: Partial<LocalClusterOptions> = {}): Cluster {
  return localCluster({ ...clusterOptions(), ...options });
}

function clusterOptions(): LocalClusterOptions {
  return { agent: agentProgram(), run: "local-test", refusalOf: () => undefined };
}

/** Pods in the namespaces x and y, without Services. */
export function worldOf(pods: readonly Pod[]): World {
  return { namespaces: ["x", "y"].map((name) => namespaceWithImpliedLabel(name)), pods, services: [] };
}
