/** NetworkPolicies as nftables rules: our own reading of the API, apart from the evaluator's. */
import { isNetworkPolicy, type Pod, type PolicyType } from "../../model/index.ts";
import type { LocalNode, LocalPod } from "../topology/layout.ts";
import type { Chain } from "./chain.ts";
import { type AllowRule, allowRules } from "./isolation.ts";
import { type AddressedState, peerMatches } from "./peer-match.ts";
import { portMatches } from "./port-match.ts";
import { acceptOwnEndpoint, refuseClusterIps, serviceHooks, translations } from "./service-rules.ts";

/** What a node enforces: base chains, and those that they lead to. */
export interface NodeRules {
  readonly hooks: readonly Chain[];
  readonly chains: readonly Chain[];
}

/** One pod in one direction: the chain that decides, and the end of the link that leads to it. */
interface PodChain extends Chain {
  readonly netns: string;
}

/**
 * The rules of one node. What a pod sends passes its egress chain, then the target's node passes it through the target's
 * ingress chain; on one node both are in its rules. Neighbour discovery is never forwarded, so that no policy can stop it.
 *
 * @param pods - those of the node.
 */
export function nodeRules(node: LocalNode, pods: readonly LocalPod[], state: AddressedState): NodeRules {
  const egress = chainsOf(pods, "Egress", state);
  const ingress = chainsOf(pods, "Ingress", state);
  const forward: Chain = {
    name: "forward",
    rules: [
      "type filter hook forward priority filter; policy accept;",
      "ct state established,related accept",
      ...refuseClusterIps(state),
      ...acceptOwnEndpoint(pods, state),
      ...dispatch("iifname", egress),
      ...dispatch("oifname", ingress),
    ],
  };
  return {
    hooks: [forward, ...serviceHooks(node, pods, state)],
    chains: [...egress, ...ingress, ...translations(state)],
  };
}

function dispatch(interfaceField: "iifname" | "oifname", chains: readonly PodChain[]): readonly string[] {
  if (chains.length === 0) return [];
  const jumps = chains.map(({ netns, name }) => `"${netns}" : jump ${name}`);
  return [`${interfaceField} vmap { ${jumps.join(", ")} }`];
}

/** One chain for each of the pods that is isolated in this direction. */
function chainsOf(
  pods: readonly LocalPod[],
  direction: PolicyType,
  state: AddressedState,
): readonly PodChain[] {
  const policies = state.policies.filter(isNetworkPolicy);
  return pods.flatMap(({ pod: { ref }, netns }) => {
    // Its labels may have changed since it was created.
    const pod = state.pods.find((current) => current.ref === ref);
    const rules = pod && allowRules(pod, direction, policies);
    if (pod === undefined || rules === undefined) return [];
    const targets = direction === "Ingress" ? [pod] : state.pods;
    const lines = rules.flatMap((rule) => ruleLines(rule, direction, targets, state));
    return [{ name: `${direction.toLowerCase()}-${netns}`, netns, rules: [...lines, `drop # ${ref}`] }];
  });
}

/** A peer and a port must both match, in one family; `return` leaves the pod's chain, and the other direction has its say. */
function ruleLines(
  { policy, namespace, peers, ports }: AllowRule,
  direction: PolicyType,
  targets: readonly Pod[],
  state: AddressedState,
): readonly string[] {
  const field = direction === "Ingress" ? "saddr" : "daddr";
  const matchedPorts = portMatches(ports, targets, state.addresses);
  return peerMatches(peers, namespace, field, state).flatMap((peer) =>
    matchedPorts
      .filter((port) => peer.family === undefined || port.family === undefined || peer.family === port.family)
      .map((port) => [peer.expression, port.expression, "return", `# ${policy}`].filter(Boolean).join(" ")),
  );
}
