import { checkProtocols } from "../../cluster/check-protocols.ts";
import { type Namespace, namespaceWithImpliedLabel, type Pod, type World } from "../../model/index.ts";
import type { ApiServer } from "../api/api-server.ts";
import { findNodes } from "../nodes/find-nodes.ts";
import { nodeAddresses } from "../nodes/node-facts.ts";
import { type PlacedPod, placePods, placeSentinels } from "../nodes/placement.ts";
import { checkNamespacesFree } from "../objects/free-namespaces.ts";
import { sentinelNamespaceName } from "../objects/run-labels.ts";
import type { Settings } from "../options.ts";

/** What a run will create, and where. */
export interface Layout {
  readonly namespaces: readonly Namespace[];
  readonly placed: readonly PlacedPod[];
  readonly sentinels: readonly Pod[];
  readonly sentinelNamespace: Namespace;
  /** The nodes that host a pod, all watched by a sentinel. */
  readonly nodes: readonly string[];
  readonly nodeAddresses: ReadonlyMap<string, readonly string[]>;
}

/**
 * Looks at the cluster and decides where everything goes. Creates nothing.
 *
 * @throws ClusterError when the run cannot be made here: a taken namespace, too few nodes.
 */
export async function layOut(
  api: ApiServer,
  world: World,
  settings: Settings,
  signal: AbortSignal,
): Promise<Layout> {
  checkProtocols(world.pods);
  const usable = await findNodes(api, settings.nodeSelector, signal);
  const names = usable.map(({ metadata }) => metadata.name);
  const placed = placePods(world.pods, names);
  const sentinelNamespace = namespaceWithImpliedLabel(sentinelNamespaceName(settings.run));
  const sentinels = placeSentinels(placed, names, sentinelNamespace.name);
  const namespaces = [...world.namespaces, sentinelNamespace];
  await checkNamespacesFree(
    api,
    namespaces.map(({ name }) => name),
    signal,
  );
  return {
    namespaces,
    placed: [...placed, ...sentinels],
    sentinels: sentinels.map(({ pod }) => pod),
    sentinelNamespace,
    nodes: [...new Set(sentinels.map(({ node }) => node))],
    nodeAddresses: new Map(usable.map((node) => [node.metadata.name, nodeAddresses(node)])),
  };
}
