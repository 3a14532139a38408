import { readFileSync } from "node:fs";
import { memoryCluster } from "../../cluster/memory.ts";
import type { Cluster } from "../../cluster/port.ts";
import { renamedCluster } from "../../cluster/renamed.ts";
import { policyRefusal } from "../../scenario/index.ts";
import { agentProgram } from "../../system/agent-program.ts";
import { type ClusterFlags, clusterKind, parseNodeSelector } from "../options/cluster-options.ts";
import { plantedFrom } from "../options/fault-option.ts";

/** Makes the cluster that the flags mean. Adapters are loaded only when they are used: one of them is large. */
export async function clusterOf(
  flags: ClusterFlags,
  run: string,
  say: (line: string) => void,
): Promise<Cluster> {
  switch (clusterKind(flags)) {
    case "memory":
      return memoryCluster({
        refusalOf: policyRefusal,
        capabilities: { lacks: { sctp: "nothing is sent over SCTP" } },
      });
    case "local": {
      const { FAULTS, localCluster } = await import("../../netns/index.ts");
      return localCluster({
        agent: agentProgram(),
        run,
        refusalOf: policyRefusal,
        ...(flags.fault === undefined ? {} : { planted: plantedFrom(flags.fault, FAULTS) }),
      });
    }
    case "kubernetes": {
      const { kubernetesCluster } = await import("../../kubernetes/index.ts");
      const cluster = kubernetesCluster({
        ...kubernetesFlags(flags),
        run,
        agentSource: readFileSync(agentProgram(), "utf8"),
        progress: say,
      });
      return flags.namespaceSuffix === undefined ? cluster : renamedCluster(cluster, flags.namespaceSuffix);
    }
  }
}

function kubernetesFlags({
  context = "",
  kubeconfig,
  image,
  imagePullSecret,
  nodeSelector,
  keep,
}: ClusterFlags) {
  return {
    context,
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(image === undefined ? {} : { image }),
    ...(imagePullSecret === undefined ? {} : { imagePullSecrets: imagePullSecret }),
    ...(nodeSelector === undefined ? {} : { nodeSelector: parseNodeSelector(nodeSelector) }),
    ...(keep === undefined ? {} : { keep }),
  };
}
