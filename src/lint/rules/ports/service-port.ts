import {
  type Inventory,
  type KnownService,
  type KnownServicePort,
  mayShareNamespace,
  refOf,
} from "../../../manifest/inventory.ts";
import { selects } from "../../../model/index.ts";
import { within } from "../../../yaml/place.ts";
import { protocolOf, servedAs, type TargetPort, targetPorts } from "../../analysis/target-port.ts";
import type { LintRule, RuleFinding } from "../../lint-rule.ts";

export const servicePort: LintRule = {
  id: "service-port",
  severity: "warning",
  summary: "a port is a Service's and not the pods', whose port is another",
  docs: "A policy sees the port of the pod that a Service leads to: its targetPort, not the port under which clients ask for it.",
  inScenarios: "info",
  check: (inventory) =>
    targetPorts(inventory).flatMap((target) => {
      const confused = servicesConfused(target, inventory)[0];
      return confused === undefined ? [] : [remarkOn(target, confused)];
    }),
};

interface Confused {
  readonly service: KnownService;
  readonly port: KnownServicePort;
}

/** The Services of a rule's target pods that listen on the rule's port and lead to another. */
export function servicesConfused(target: TargetPort, { services }: Inventory): readonly Confused[] {
  const { port, targets } = target;
  const protocol = protocolOf(port);
  if (typeof port.port !== "number" || port.endPort !== undefined || servedAs(target, protocol).length > 0)
    return [];
  return services
    .filter((service) => targets.some((pod) => leadsTo(service, pod)))
    .flatMap((service) => service.ports.map((each) => ({ service, port: each })))
    .filter(
      (each) =>
        each.port.port === port.port && each.port.protocol === protocol && each.port.targetPort !== port.port,
    );
}

function leadsTo({ namespace, selector }: KnownService, pod: TargetPort["targets"][number]): boolean {
  return (
    mayShareNamespace(namespace, pod.namespace) &&
    Object.keys(selector).length > 0 &&
    selects({ matchLabels: selector }, pod.labels)
  );
}

function remarkOn({ place }: TargetPort, { service, port }: Confused): RuleFinding {
  return {
    place: within(place, "port"),
    message: `${port.port} is the port of the Service ${refOf(service)}; policies see the pods' own port`,
    hint: `the Service leads to port ${port.targetPort}: write port: ${port.targetPort}`,
  };
}
