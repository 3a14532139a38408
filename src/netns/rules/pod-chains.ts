import type { PolicyType } from "../../model/index.ts";
import type { LocalPod } from "../topology/layout.ts";
import type { AddressedState } from "./addressed-state.ts";
import { POLICY_KINDS } from "./kinds/index.ts";
import type { InterfaceField } from "./match.ts";
import type { Rule } from "./rule.ts";

/** The chain that decides on one pod's packets in one direction, and the rule that leads them there. */
export interface PodChain {
  readonly name: string;
  readonly jump: Rule;
  readonly rules: readonly Rule[];
}

/** What a pod sends comes in through its link, and what it is sent goes out there. */
const FIELDS: Readonly<Record<PolicyType, InterfaceField>> = { Egress: "iifname", Ingress: "oifname" };

/** A chain for each of the pods that some policy selects in this direction. */
export function podChains(
  pods: readonly LocalPod[],
  direction: PolicyType,
  state: AddressedState,
): readonly PodChain[] {
  return pods.flatMap((local) => podChain(local, direction, state) ?? []);
}

function podChain(
  { pod: { ref }, netns }: LocalPod,
  direction: PolicyType,
  state: AddressedState,
): PodChain | undefined {
  // Its labels may have changed since it was created.
  const pod = state.pods.find((current) => current.ref === ref);
  if (pod === undefined) return undefined;
  const chain = `${direction.toLowerCase()}-${netns}`;
  const rules = POLICY_KINDS.flatMap((kind) => kind.rulesFor(pod, direction, state));
  if (rules.length === 0) return undefined;
  return {
    name: chain,
    jump: {
      chain: FORWARD,
      matches: [{ type: "interface", field: FIELDS[direction], name: netns }],
      verdict: { type: "jump", to: chain },
      origin: { pod: ref, direction },
    },
    rules: rules.map((rule) => ({ chain, ...rule })),
  };
}

/** The base chain of all packets that a node forwards. */
export const FORWARD = "forward";
