import type { PlacedPolicy } from "../../manifest/inventory.ts";
import { type DirectionRule, type PolicyType, rulesOf } from "../../model/index.ts";
import { type Place, within } from "../../yaml/place.ts";
import { isolates } from "./isolates.ts";

/** One rule of a policy, ingress and egress in one shape. */
export interface DirectedRule extends DirectionRule {
  readonly policy: PlacedPolicy;
  readonly direction: PolicyType;
  /** Its index in `spec.ingress` or `spec.egress`. */
  readonly index: number;
  readonly peersKey: "from" | "to";
  readonly place: Place;
}

export const DIRECTIONS: readonly PolicyType[] = ["Ingress", "Egress"];

/** The key in a policy's spec under which a direction's rules stand. */
export function sectionOf(direction: PolicyType): "ingress" | "egress" {
  return direction === "Ingress" ? "ingress" : "egress";
}

/** The rules of a policy's section, whether the policy isolates that direction or not. */
export function writtenRules(policy: PlacedPolicy, direction: PolicyType): readonly DirectedRule[] {
  return rulesOf(direction, policy.spec).map((rule, index) => ({
    ...rule,
    peersKey: direction === "Ingress" ? "from" : "to",
    policy,
    direction,
    index,
    place: within(policy.place, "spec", sectionOf(direction), index),
  }));
}

/** The rules of one direction that count. */
export function effectiveRules(policy: PlacedPolicy, direction: PolicyType): readonly DirectedRule[] {
  return isolates(policy, direction) ? writtenRules(policy, direction) : [];
}

/** The rules of both directions that count. */
export function allRules(policy: PlacedPolicy): readonly DirectedRule[] {
  return DIRECTIONS.flatMap((direction) => effectiveRules(policy, direction));
}

/** `rule 2 of ingress`. */
export function ruleName({ index, direction }: DirectedRule): string {
  return `rule ${index + 1} of ${sectionOf(direction)}`;
}

/** Whether a list restricts nothing: absent or empty. */
export function isAny(list: readonly unknown[] | undefined): list is undefined | readonly [] {
  return list === undefined || list.length === 0;
}

/** Each peer of a rule with its place. */
export function peersOf({ peers = [], peersKey, place }: DirectedRule) {
  return peers.map((peer, index) => ({ peer, place: within(place, peersKey, index) }));
}

/** Each port of a rule with its place. */
export function portsOf({ ports = [], place }: DirectedRule) {
  return ports.map((port, index) => ({ port, place: within(place, "ports", index) }));
}
