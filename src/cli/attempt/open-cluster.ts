import { readFileSync } from "node:fs";
import { lentNaming } from "../../cluster/lent-namespaces.ts";
import { memoryCluster } from "../../cluster/memory.ts";
import type { Cluster } from "../../cluster/port.ts";
import { clusterWithNames, renamedCluster } from "../../cluster/renamed.ts";
import { policyRefusal } from "../../scenario/index.ts";
import { agentProgram } from "../../system/agent-program.ts";
import { type ClusterFlags, clusterKind, parseNodeSelector } from "../options/cluster-options.ts";
import { plantedFrom } from "../options/fault-option.ts";

/** What a cluster needs to know of the run that it is for. */
export interface ClusterRun {
  /** Its id. */
  readonly run: string;
  /** The namespaces that steps create. */
  readonly created: readonly string[];
  /** Is told in a line what is being done. */
  readonly say: (line: string) => void;
}

/** Makes the cluster that the flags mean. Adapters are loaded only when they are used: one of them is large. */
export async function clusterOf(flags: ClusterFlags, { run, created, say }: ClusterRun): Promise<Cluster> {
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
      if (flags.namespaces !== undefined)
        return clusterWithNames(cluster, lentNaming(flags.namespaces, created));
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
  namespaces,
  keep,
}: ClusterFlags) {
  return {
    context,
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(image === undefined ? {} : { image }),
    ...(imagePullSecret === undefined ? {} : { imagePullSecrets: imagePullSecret }),
    ...(nodeSelector === undefined ? {} : { nodeSelector: parseNodeSelector(nodeSelector) }),
    ...(namespaces === undefined ? {} : { lent: namespaces }),
    ...(keep === undefined ? {} : { keep }),
  };
}
