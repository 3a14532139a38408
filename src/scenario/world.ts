import { type ClusterState, type Flow, flowsAmong, type Namespace, type Pod } from "../model/index.ts";

/** What a scenario declares before its first step. */
export interface World {
  readonly namespaces: readonly Namespace[];
  readonly pods: readonly Pod[];
  /** Every declared name, those with a problem included, so that one mistake is reported once. */
  readonly namespaceNames: readonly string[];
  readonly podNames: readonly string[];
  readonly loopback: boolean;
  readonly flows: readonly Flow[];
  /** Whether pods and namespaces are free of problems. If not, nothing is said about what rules match. */
  readonly sound: boolean;
}

/** The world's cells, computed from its pods. */
export function worldOf(declared: Omit<World, "flows">): World {
  return { ...declared, flows: flowsAmong(declared.pods, declared.loopback) };
}

/** The cluster before the first step: no policies. */
export function stateBefore({ namespaces, pods }: World): ClusterState {
  return { namespaces, pods, policies: [] };
}
