import { ClusterError } from "../../cluster/port.ts";
import { type ClusterFlags, clusterKind } from "../options/cluster-options.ts";
import type { PluginFinding } from "./choose-files.ts";

/** How long the cluster may take to say which plugin it has, in ms: a run does not depend on it. */
const PATIENCE_MS = 10_000;

/** The network plugin that enforces policies on the cluster of a run. The local cluster and that in memory are called so. */
export async function findPlugin(flags: ClusterFlags): Promise<PluginFinding> {
  const kind = clusterKind(flags);
  if (kind !== "kubernetes") return { name: kind };
  const { enforcerOf, findNetworkPlugins } = await import("../../kubernetes/index.ts");
  const { context = "", kubeconfig } = flags;
  try {
    const plugins = await findNetworkPlugins(
      { context, ...(kubeconfig === undefined ? {} : { kubeconfig }) },
      AbortSignal.timeout(PATIENCE_MS),
    );
    return enforcerOf(plugins) ?? { unknown: "none of its objects shows one that enforces NetworkPolicy" };
  } catch (error) {
    const isSlow = error instanceof DOMException && error.name === "TimeoutError";
    if (isSlow) return { unknown: "its API server did not say in time" };
    if (error instanceof ClusterError) return { unknown: error.message };
    throw error;
  }
}
