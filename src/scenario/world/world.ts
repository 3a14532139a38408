import {
  type ClusterState,
  type FlowKinds,
  type Parties,
  partiesOf,
  type Target,
  targetsOf,
} from "../../model/index.ts";
import type { Names } from "./names.ts";

/** The cluster at a point of the scenario, and whether its pods with their labels and its policies are known for sure. */
export interface Progress {
  readonly state: ClusterState;
  readonly names: Names;
  readonly podsKnown: boolean;
  readonly policiesKnown: boolean;
}

/** What the rules and tables of a step can speak of. */
export interface World {
  readonly state: ClusterState;
  readonly names: Names;
  readonly parties: Parties;
  readonly kinds: FlowKinds;
  /** Where the step's cells lead; the cells themselves may be too many to be listed. */
  readonly targets: readonly Target[];
  /** Whether pods and namespaces are free of problems. If not, nothing is said about what rules match. */
  readonly sound: boolean;
}

/** The world of a step, after its actions. */
export function worldAt({ state, names, podsKnown }: Progress, kinds: FlowKinds): World {
  let targets: readonly Target[] | undefined;
  return {
    state,
    names,
    parties: partiesOf(state),
    kinds,
    // Not every step asks for them.
    get targets() {
      targets ??= podsKnown ? targetsOf(state, kinds) : [];
      return targets;
    },
    sound: podsKnown,
  };
}
