import type { LocalNode, LocalPod } from "../topology/layout.ts";
import type { AddressedState } from "./addressed-state.ts";
import { FORWARD, type PodChain, podChains } from "./pod-chains.ts";
import type { Chain, Rule, RuleSet } from "./rule.ts";
import { acceptOwnEndpoint, refuseClusterIps, serviceRules } from "./service-rules.ts";

/** Once a connection is let through, so is all that belongs to it. */
const ACCEPT_ESTABLISHED: Rule = {
  chain: FORWARD,
  matches: [{ type: "ct-state", states: ["established", "related"] }],
  verdict: { type: "accept" },
};

/**
 * The rules of one node. What a pod sends passes its egress chain, then the target's node passes it through the target's
 * ingress chain; on one node both are in its rules. Neighbour discovery is never forwarded, so that no policy can stop it.
 *
 * @param pods - those of the node.
 */
export function nodeRules(node: LocalNode, pods: readonly LocalPod[], state: AddressedState): RuleSet {
  const chains = [...podChains(pods, "Egress", state), ...podChains(pods, "Ingress", state)];
  const services = serviceRules(node, pods, state);
  return {
    chains: [...chains.map(({ name }) => ({ name })), forward, ...services.chains],
    rules: [
      ...chains.flatMap(({ rules }) => rules),
      ACCEPT_ESTABLISHED,
      ...refuseClusterIps(state),
      ...acceptOwnEndpoint(pods, state),
      ...chains.map(({ jump }: PodChain) => jump),
      ...services.rules,
    ],
  };
}

const forward: Chain = { name: FORWARD, hook: { type: "filter", name: "forward", priority: "filter" } };
