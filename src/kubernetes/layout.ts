import { ClusterError } from "../cluster/port.ts";
import { type Namespace, namespaceWithImpliedLabel, type Plan, type Pod } from "../model/index.ts";
import type { ApiServer } from "./api-server.ts";
import type { ApiList, NodeObject } from "./api-types.ts";
import { checkNamespacesFree } from "./free-namespaces.ts";
import type { Settings } from "./options.ts";
import { checkPermissions } from "./permissions.ts";
import { type PlacedPod, placePods, placeSentinels, usableNodes } from "./placement.ts";

/** What a run will create, and where. */
export interface Layout {
  readonly namespaces: readonly Namespace[];
  readonly placed: readonly PlacedPod[];
  readonly sentinels: readonly Pod[];
  readonly sentinelNamespace: Namespace;
  /** The nodes that host a pod. */
  readonly nodes: readonly string[];
}

/**
 * Looks at the cluster and decides where everything goes. Creates nothing.
 *
 * @throws ClusterError when the run cannot be made here: a missing permission, a taken namespace, no node.
 */
export async function layOut(
  api: ApiServer,
  plan: Plan,
  settings: Settings,
  signal: AbortSignal,
): Promise<Layout> {
  checkProtocols(plan.pods);
  const version = await api.request<{ gitVersion?: string }>({ method: "GET", path: "/version" }, signal);
  const { context, server } = api.credentials;
  settings.progress(`cluster ${context} at ${server.origin} (Kubernetes ${version.gitVersion ?? "unknown"})`);
  await checkPermissions(api, settings.progress, signal);

  const list = await api.request<ApiList<NodeObject>>({ method: "GET", path: "/api/v1/nodes" }, signal);
  const placed = placePods(plan.pods, usableNodes(list.items, settings.nodeSelector));
  const sentinelNamespace = namespaceWithImpliedLabel(`netverdict-${settings.run}`);
  const sentinels = placeSentinels(placed, sentinelNamespace.name);
  const namespaces = [...plan.namespaces, sentinelNamespace];
  const names = namespaces.map(({ name }) => name);
  await checkNamespacesFree(api, names, signal);
  return {
    namespaces,
    placed: [...placed, ...sentinels],
    sentinels: sentinels.map(({ pod }) => pod),
    sentinelNamespace,
    nodes: [...new Set(placed.map(({ node }) => node))],
  };
}

function checkProtocols(pods: readonly Pod[]): void {
  const deaf = pods.filter(({ ports }) => ports.some(({ protocol }) => protocol === "SCTP"));
  if (deaf.length > 0)
    throw new ClusterError(
      `SCTP cannot be probed, but is served by ${deaf.map(({ ref }) => ref).join(", ")}`,
    );
}
