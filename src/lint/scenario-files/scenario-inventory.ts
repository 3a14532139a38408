import type { Inventory, KnownPod, KnownService } from "../../manifest/inventory.ts";
import {
  afterChanges,
  type ClusterState,
  isNetworkPolicy,
  type NetworkPolicy,
  type Scenario,
  withoutPolicies,
} from "../../model/index.ts";
import type { YamlDocument } from "../../yaml/document.ts";
import { type Place, placeOf } from "../../yaml/place.ts";
import { placeOfPolicy, type WrittenPolicy } from "./written-policy.ts";

/**
 * What a scenario declares and applies in any of its steps: a selector that something fits in one of them is no mistake.
 *
 * @param written - the manifests of the scenario's file and of the files that it reads.
 */
export function scenarioInventory(
  scenario: Scenario,
  document: YamlDocument,
  written: readonly WrittenPolicy[],
): Inventory {
  const place = placeOf(document, []);
  const states = statesOf(scenario);
  const policies = scenario.steps
    .flatMap(({ changes }) => changes)
    .flatMap((change) => (change.action === "apply" ? [change.object] : []))
    .filter(isNetworkPolicy);
  return {
    policies: distinct(policies).map((policy) => placed(policy, written, place)),
    namespaces: distinct(states.flatMap(({ namespaces }) => namespaces)).map((each) => ({ ...each, place })),
    pods: podsOf(states, place),
    services: servicesOf(scenario),
    complete: true,
  };
}

/** The cluster at the start and after each change. */
function statesOf(scenario: Scenario): readonly ClusterState[] {
  const states = [withoutPolicies(scenario)];
  for (const change of scenario.steps.flatMap(({ changes }) => changes))
    states.push(afterChanges(states.at(-1) ?? withoutPolicies(scenario), [change]));
  return states;
}

function placed(policy: NetworkPolicy, written: readonly WrittenPolicy[], otherwise: Place) {
  const { name, namespace } = policy.metadata;
  return { name, namespace, spec: policy.spec, place: placeOfPolicy(policy, written) ?? otherwise };
}

function podsOf(states: readonly ClusterState[], place: Place): readonly KnownPod[] {
  return distinct(states.flatMap(({ pods }) => pods)).map(({ name, namespace, labels, ports }) => ({
    name,
    namespace,
    labels,
    ports,
    place,
  }));
}

function servicesOf({ services }: Scenario): readonly KnownService[] {
  return services.flatMap(({ name, namespace, backs, ports }) =>
    "selector" in backs ? [{ name, namespace, selector: backs.selector, ports }] : [],
  );
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
