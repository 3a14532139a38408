import {
  type Inventory,
  type KnownPod,
  mayShareNamespace,
  type PlacedPolicy,
} from "../../manifest/inventory.ts";
import { perObject } from "../../system/per-object.ts";
import { type DirectedRule, effectiveRules, isAny } from "./directed-rule.ts";
import { allowsDns, isForDns } from "./dns-peer.ts";
import { podNames, selectorText } from "./label-text.ts";
import { isWithin, selectsAll } from "./requirements.ts";
import { podsBeside, selectedPods } from "./scope.ts";

/** How pods that may call something may ask DNS. `who` names them. */
export interface DnsAccess {
  readonly policy: PlacedPolicy;
  readonly who: string;
  readonly overUdp: boolean;
  readonly overTcp: boolean;
}

/**
 * For each policy with egress rules, the access of the pods that it selects, by all the policies that select them; each
 * group of pods once. A port 53 without protocol counts as both, since another rule speaks of it.
 */
export const dnsAccess = perObject((inventory: Inventory): readonly DnsAccess[] => {
  const seen = new Set<unknown>();
  return inventory.policies.flatMap((policy) => {
    if (effectiveRules(policy, "Egress").length === 0) return [];
    return groupsOf(policy, inventory).flatMap(({ identity, who, policies }) => {
      if (seen.has(identity)) return [];
      seen.add(identity);
      const rules = policies.flatMap((each) => effectiveRules(each, "Egress"));
      return [{ policy, who, ...accessBy(rules, inventory) }];
    });
  });
});

interface Group {
  readonly identity: unknown;
  readonly who: string;
  /** Those that select the group. */
  readonly policies: readonly PlacedPolicy[];
}

/** The pods that a policy selects, by the policies that select them; the selector itself if no pod is known. */
function groupsOf(policy: PlacedPolicy, inventory: Inventory): readonly Group[] {
  if (podsBeside(policy, inventory).length === 0) return [groupBySelector(policy, inventory)];
  const groups = new Map<string, { policies: readonly PlacedPolicy[]; pods: KnownPod[] }>();
  for (const pod of selectedPods(policy, inventory)) {
    const { policies, identity } = selecting(inventory).get(pod) ?? { policies: [policy], identity: "" };
    const group = groups.get(identity);
    if (group === undefined) groups.set(identity, { policies, pods: [pod] });
    else group.pods.push(pod);
  }
  return [...groups].map(([identity, { policies, pods }]) => ({ identity, who: podNames(pods), policies }));
}

/** The policies that select each known pod; pods with the same policies have the same identity. */
const selecting = perObject((inventory: Inventory) => {
  const byPod = new Map<KnownPod, { readonly policies: PlacedPolicy[]; identity: string }>();
  for (const [index, policy] of inventory.policies.entries())
    for (const pod of selectedPods(policy, inventory)) {
      const found = byPod.get(pod) ?? { policies: [], identity: "" };
      found.policies.push(policy);
      found.identity += `${index} `;
      byPod.set(pod, found);
    }
  return byPod;
});

function groupBySelector(policy: PlacedPolicy, { policies }: Inventory): Group {
  const { namespace, spec } = policy;
  const selecting = policies.filter(
    (each) =>
      mayShareNamespace(each.namespace, namespace) && isWithin(spec.podSelector, each.spec.podSelector),
  );
  const who = selectsAll(spec.podSelector) ? "all pods" : `pods with ${selectorText(spec.podSelector ?? {})}`;
  const place = namespace === undefined ? who : `${who} in ${namespace}`;
  return { identity: `${place}\n`, who: place, policies: selecting };
}

function accessBy(rules: readonly DirectedRule[], inventory: Inventory) {
  const allows = (protocol: "UDP" | "TCP"): boolean =>
    rules.some((rule) => allowsDns(rule, protocol, inventory));
  const forgotten = rules.some(
    ({ ports = [] }) =>
      !isAny(ports) && ports.some((port) => port.protocol === undefined && isForDns(port, "TCP")),
  );
  return { overUdp: forgotten || allows("UDP"), overTcp: allows("TCP") };
}
