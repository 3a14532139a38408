import { type Namespace, namespaceWithImpliedLabel, type Pod, type World } from "../../model/index.ts";
import type { NodeObject } from "../api/api-types.ts";
import { nodeAddresses } from "../nodes/node-facts.ts";
import { type PlacedPod, placePods, placeSentinels } from "../nodes/placement.ts";

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
 * Decides where everything goes.
 *
 * @param usable - the nodes that take pods, in order.
 * @throws ClusterError when there are too few nodes.
 */
export function layOut(world: World, usable: readonly NodeObject[], sentinelsIn: string): Layout {
  const names = usable.map(({ metadata }) => metadata.name);
  const placed = placePods(world.pods, names);
  const sentinelNamespace = namespaceWithImpliedLabel(sentinelsIn);
  const sentinels = placeSentinels(placed, names, sentinelNamespace.name, world.nodes);
  return {
    namespaces: [...world.namespaces, sentinelNamespace],
    placed: [...placed, ...sentinels],
    sentinels: sentinels.map(({ pod }) => pod),
    sentinelNamespace,
    nodes: [...new Set(sentinels.map(({ node }) => node))],
    nodeAddresses: new Map(usable.map((node) => [node.metadata.name, nodeAddresses(node)])),
  };
}
