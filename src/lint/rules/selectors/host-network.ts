import type { Inventory, KnownPod } from "../../../manifest/inventory.ts";
import { within } from "../../../yaml/place.ts";
import { allRules, peersOf } from "../../analysis/directed-rule.ts";
import { podNames } from "../../analysis/label-text.ts";
import { selectsAll } from "../../analysis/requirements.ts";
import { podsMeant, selectedPods } from "../../analysis/scope.ts";
import type { LintRule, RuleFinding } from "../../lint-rule.ts";

export const hostNetwork: LintRule = {
  id: "host-network",
  severity: "warning",
  summary: "a policy or peer selects pods on the host network only, for which it mostly does nothing",
  docs: "Kubernetes leaves undefined what NetworkPolicy means for hostNetwork pods; most plugins ignore them when matching podSelector and namespaceSelector, as traffic of their node.",
  inScenarios: "off",
  check: (inventory) => [...subjects(inventory), ...peers(inventory)],
};

function subjects(inventory: Inventory): readonly RuleFinding[] {
  return inventory.policies.flatMap((policy) => {
    const pods = selectedPods(policy, inventory);
    if (selectsAll(policy.spec.podSelector) || !areOnHost(pods)) return [];
    return [
      {
        place: within(policy.place, "spec", "podSelector"),
        at: "key" as const,
        message: `${podNames(pods)} ${are(pods)} on the host network: most network plugins do not apply policies to such pods`,
        hint: "protect the port on the node, as with the plugin's own host policies or a firewall",
      },
    ];
  });
}

function peers(inventory: Inventory): readonly RuleFinding[] {
  return inventory.policies.flatMap((policy) =>
    allRules(policy)
      .flatMap(peersOf)
      .flatMap(({ peer, place }) => {
        const pods = podsMeant(peer, policy, inventory);
        if (selectsAll(peer.podSelector) || !areOnHost(pods)) return [];
        return [
          {
            place: within(place, "podSelector"),
            at: "key" as const,
            message: `${podNames(pods)} ${are(pods)} on the host network: most network plugins do not match such pods by selectors`,
            hint: "allow the addresses of the nodes: an ipBlock with their range",
          },
        ];
      }),
  );
}

function areOnHost(pods: readonly KnownPod[]): boolean {
  return pods.length > 0 && pods.every((pod) => pod.hostNetwork === true);
}

function are({ length }: readonly KnownPod[]): string {
  return length === 1 ? "is" : "are";
}
