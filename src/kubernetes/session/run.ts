import type { AgentChannel } from "../../channel/agent-channel.ts";
import type { Placement } from "../../cluster/port.ts";
import { type ClusterState, type PodRef, type World, withoutPolicies } from "../../model/index.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { SecretObject } from "../api/api-types.ts";
import type { PlacedPod } from "../nodes/placement.ts";
import type { Settings } from "../options.ts";
import type { Layout } from "./layout.ts";

/** A run on a cluster: what it works with, and what of it is there at this moment. */
export interface Run {
  readonly api: ApiServer;
  readonly settings: Settings;
  readonly layout: Layout;
  /** To be copied into each namespace. */
  readonly pullSecrets: readonly SecretObject[];
  /** What the changes so far have made of the world. */
  state: ClusterState;
  /** Where pods are or are about to be. */
  readonly placed: Map<PodRef, PlacedPod>;
  readonly placements: Map<PodRef, Placement>;
  readonly members: Map<PodRef, Member>;
  readonly clusterIps: Map<PodRef, readonly string[]>;
}

/** A pod that runs: which one it is to the cluster, and the way to its agent. */
export interface Member {
  readonly uid: string | undefined;
  readonly channel: AgentChannel;
}

/** A run of which nothing is there yet. */
export function newRun(
  api: ApiServer,
  settings: Settings,
  layout: Layout,
  world: World,
  pullSecrets: readonly SecretObject[],
): Run {
  const pods = layout.placed.map(({ pod }) => pod);
  return {
    api,
    settings,
    layout,
    pullSecrets,
    state: withoutPolicies({ namespaces: layout.namespaces, pods, services: world.services }),
    placed: new Map(layout.placed.map((placed) => [placed.pod.ref, placed])),
    placements: new Map(),
    members: new Map(),
    clusterIps: new Map(),
  };
}

/** Takes a pod that ended out of the books. */
export function forgetPod(run: Run, ref: PodRef): void {
  run.placed.delete(ref);
  run.placements.delete(ref);
  run.members.delete(ref);
}
