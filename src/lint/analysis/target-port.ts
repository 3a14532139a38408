import type { Inventory, KnownPod } from "../../manifest/inventory.ts";
import type { PolicyPort, Protocol, ServedPort } from "../../model/index.ts";
import { perObject } from "../../system/per-object.ts";
import type { Place } from "../../yaml/place.ts";
import { allRules, type DirectedRule, portsOf } from "./directed-rule.ts";
import { targetsOf } from "./scope.ts";

/** A port of a rule, and the pods on which it would have to be served. */
export interface TargetPort {
  readonly rule: DirectedRule;
  readonly port: PolicyPort;
  readonly place: Place;
  readonly targets: readonly KnownPod[];
}

/** The ports of all rules whose targets are known, and there are any. */
export const targetPorts = perObject((inventory: Inventory): readonly TargetPort[] =>
  inventory.policies.flatMap(allRules).flatMap((rule) => {
    const targets = targetsOf(rule, inventory) ?? [];
    return targets.length === 0 ? [] : portsOf(rule).map((found) => ({ ...found, rule, targets }));
  }),
);

/** The ports that pods declare and that a rule's port means, of any protocol or of one. */
export function servedAs({ port, targets }: TargetPort, protocol?: Protocol): readonly ServedPort[] {
  return targets
    .flatMap(({ ports }) => ports)
    .filter((served) => (protocol === undefined || served.protocol === protocol) && isMeant(port, served));
}

/** The protocol of a rule's port: TCP unless written. */
export function protocolOf({ protocol = "TCP" }: PolicyPort): Protocol {
  return protocol;
}

function isMeant({ port, endPort }: PolicyPort, served: ServedPort): boolean {
  if (typeof port === "string") return served.name === port && served.declaredIn !== "nowhere";
  return port === undefined || (port <= served.port && served.port <= (endPort ?? port));
}
