import { MEMORY_LIMITS } from "../../cluster/memory.ts";
import type { ClusterLimits } from "../../cluster/port.ts";
import type { ClusterKind } from "../options/cluster-options.ts";

/** What a cluster of a kind may take, without connecting to any. */
export async function limitsOf(kind: ClusterKind): Promise<ClusterLimits> {
  switch (kind) {
    case "memory":
      return MEMORY_LIMITS;
    case "local":
      return (await import("../../netns/index.ts")).LOCAL_LIMITS;
    case "kubernetes":
      return (await import("../../kubernetes/index.ts")).KUBERNETES_LIMITS;
  }
}
