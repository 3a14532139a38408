import { type Inventory, mayShareNamespace, type PlacedPolicy } from "../../../manifest/inventory.ts";
import { type PolicyPort, selects } from "../../../model/index.ts";
import { effectiveRules, isAny } from "../directed-rule.ts";
import { isolates } from "../isolates.ts";
import { annotatedPorts } from "./annotated-ports.ts";
import type { MetricsPort } from "./metrics-port.ts";
import { monitoredPorts } from "./monitored-ports.ts";

/** A port for metrics that no rule mentions, and one of the policies that isolate its pod: that with the most rules. */
export interface UnallowedMetrics extends MetricsPort {
  readonly policy: PlacedPolicy;
}

/** A rule counts whomever it lets in: who reads metrics is not known. */
export function unallowedMetrics(inventory: Inventory): readonly UnallowedMetrics[] {
  return [...annotatedPorts(inventory), ...monitoredPorts(inventory)].flatMap((wanted) => {
    const policies = inventory.policies.filter(
      (policy) => isolates(policy, "Ingress") && applies(policy, wanted),
    );
    const isolating = policies.filter(({ namespace }) => namespace === wanted.pod.namespace);
    const [policy] = isolating.toSorted((a, b) => ruleCount(b) - ruleCount(a));
    const isAllowed = policies.some((each) => allows(each, wanted));
    return policy === undefined || isAllowed || wanted.pod.hostNetwork === true
      ? []
      : [{ ...wanted, policy }];
  });
}

function applies({ namespace, spec }: PlacedPolicy, { pod }: MetricsPort): boolean {
  return mayShareNamespace(namespace, pod.namespace) && selects(spec.podSelector ?? {}, pod.labels);
}

function ruleCount(policy: PlacedPolicy): number {
  return effectiveRules(policy, "Ingress").length;
}

function allows(policy: PlacedPolicy, wanted: MetricsPort): boolean {
  return effectiveRules(policy, "Ingress").some(
    ({ ports }) => isAny(ports) || ports.some((port) => means(port, wanted)),
  );
}

function means({ port, endPort, protocol = "TCP" }: PolicyPort, { pod, port: wanted }: MetricsPort): boolean {
  if (protocol !== "TCP") return false;
  if (port === undefined) return true;
  if (typeof port === "string") return pod.ports.some((each) => each.name === port && each.port === wanted);
  return port <= wanted && wanted <= (endPort ?? port);
}
