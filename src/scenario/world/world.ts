import {
  type ClusterState,
  type Flow,
  type FlowKinds,
  flowsAmong,
  type Parties,
  partiesOf,
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
  /** The step's cells. */
  readonly flows: readonly Flow[];
  /** Whether pods and namespaces are free of problems. If not, nothing is said about what rules match. */
  readonly sound: boolean;
}

/** The world of a step, after its actions. */
export function worldAt({ state, names, podsKnown }: Progress, kinds: FlowKinds): World {
  let flows: readonly Flow[] | undefined;
  return {
    state,
    names,
    parties: partiesOf(state),
    kinds,
    // There may be millions, and not every step asks for them.
    get flows() {
      flows ??= podsKnown ? flowsAmong(state, kinds) : [];
      return flows;
    },
    sound: podsKnown,
  };
}
