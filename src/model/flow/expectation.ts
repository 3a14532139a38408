import { selects } from "../world/label-selector.ts";
import type { IpFamily, Labels, Pod, PodRef, Protocol } from "../world/pod.ts";
import type { Service } from "../world/service.ts";
import { type Flow, isLoopback } from "./flow.ts";
import type { Outcome } from "./outcome.ts";
import { type Parties, partyOf, type Target, type Via, viaOf } from "./target.ts";

/**
 * What a scenario may expect of a cell: `deny` accepts any way of not getting through, which a connection that was made
 * is not, `drop` wants a timeout,
 * `reject` a refusal, `any` is informational. `predicted` stands for `allow` or `deny`, whichever the policies mean: for
 * cells that depend on addresses, which nobody knows beforehand.
 */
export const EXPECTATIONS = ["allow", "deny", "drop", "reject", "any", "predicted"] as const;

export type Expectation = (typeof EXPECTATIONS)[number];

/** An expectation once it is known what the policies mean. */
export type SettledExpectation = Exclude<Expectation, "predicted">;

/** Which pods, or services as targets, one side of a rule means. Services have no labels here. `*` in namespace or name stands for all. */
export type PodPattern = {
  readonly namespace: string;
  readonly name: string;
  readonly labels?: Labels;
};

/** Both ends are included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Some cells of a step. `port` is a number, a range or a port's name; absent means every port. */
export interface CellPattern {
  readonly source: PodPattern;
  readonly target: PodPattern;
  readonly port?: number | string | PortRange;
  readonly protocol?: Protocol;
  /** Absent: in whichever way it is addressed. */
  readonly via?: Via;
  readonly family?: IpFamily;
}

/** Later rules win. */
export interface Rule extends CellPattern {
  readonly expect: Expectation;
}

/** An expected matrix as the scenario declares it; a truth table is written as one rule a cell. */
export interface ExpectedMatrix {
  readonly default: Expectation;
  readonly rules: readonly Rule[];
}

/** Whether an observed outcome is what was expected. A probe that failed satisfies nothing, not even `any`. */
export function satisfies(outcome: Outcome, expected: SettledExpectation): boolean {
  if (outcome === "probe-failed") return false;
  switch (expected) {
    case "allow":
      return outcome === "reachable";
    case "deny":
      return ["timeout", "refused", "unreachable", "unresolved"].includes(outcome);
    case "drop":
      return outcome === "timeout";
    case "reject":
      return outcome === "refused" || outcome === "unreachable";
    case "any":
      return true;
  }
}

export function partiesOf(state: {
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
}): Parties {
  return {
    pods: new Map(state.pods.map((pod) => [pod.ref, pod])),
    services: new Map(state.services.map((service) => [service.ref, service])),
  };
}

/** Whether a pattern means a pod or a service. One with labels means pods. */
export function patternMatches(pattern: PodPattern, party: Pod | Service): boolean {
  return (
    (pattern.namespace === "*" || pattern.namespace === party.namespace) &&
    (pattern.name === "*" || pattern.name === party.name) &&
    (pattern.labels === undefined ||
      ("labels" in party && selects({ matchLabels: pattern.labels }, party.labels)))
  );
}

/** Whether a rule speaks about a flow. */
function ruleMatches(rule: CellPattern, flow: Flow, parties: Parties): boolean {
  const source = parties.pods.get(flow.source);
  return source !== undefined && patternMatches(rule.source, source) && meansTarget(rule, flow, parties);
}

/** Whether a rule speaks about flows to a target, as far as that does not depend on where they come from. */
export function meansTarget(rule: CellPattern, target: Target, parties: Parties): boolean {
  const party = partyOf(target, parties);
  return (
    party !== undefined &&
    (rule.via === undefined || rule.via === viaOf(target)) &&
    (rule.family === undefined || rule.family === target.family) &&
    patternMatches(rule.target, party) &&
    portMatches(rule, target, party)
  );
}

function portMatches(rule: CellPattern, flow: Target, target: Pod | Service): boolean {
  if (rule.protocol !== undefined && rule.protocol !== flow.protocol) return false;
  if (rule.port === undefined || rule.port === flow.port) return true;
  if (typeof rule.port === "object") return rule.port.first <= flow.port && flow.port <= rule.port.last;
  return target.ports.some(
    ({ name, port, protocol }) => name === rule.port && port === flow.port && protocol === flow.protocol,
  );
}

/**
 * The expectation of one flow: the last rule that speaks about it, else the default. CNIs differ in what a pod's flow
 * to itself does, so that it is informational unless a rule names both sides, without wildcards.
 */
export function expectationOf(matrix: ExpectedMatrix, flow: Flow, parties: Parties): Expectation {
  const rule = rulesFor(matrix, flow.source).findLast((candidate) => mayDecide(candidate, flow, parties));
  return rule?.expect ?? (isLoopback(flow) ? "any" : matrix.default);
}

/** Whether a rule decides a flow if no later one does: by wildcard never a pod's flow to itself. */
export function mayDecide(rule: CellPattern, flow: Flow, parties: Parties): boolean {
  return (
    (!isLoopback(flow) || (isOne(rule.source) && isOne(rule.target))) && ruleMatches(rule, flow, parties)
  );
}

const RULES_BY_SOURCE = new WeakMap<ExpectedMatrix, Map<PodRef, readonly Rule[]>>();

/** The rules that may speak about a source, in order: a table is a rule a cell, and no flow is to ask all of them. */
function rulesFor(matrix: ExpectedMatrix, source: PodRef): readonly Rule[] {
  const known = RULES_BY_SOURCE.get(matrix) ?? new Map<PodRef, readonly Rule[]>();
  RULES_BY_SOURCE.set(matrix, known);
  const rules = known.get(source) ?? rulesAbout(source, matrix.rules);
  known.set(source, rules);
  return rules;
}

function rulesAbout(source: PodRef, rules: readonly Rule[]): readonly Rule[] {
  const [namespace, name] = source.split("/");
  return rules.filter(
    ({ source: pattern }) =>
      (pattern.namespace === "*" || pattern.namespace === namespace) &&
      (pattern.name === "*" || pattern.name === name),
  );
}

function isOne({ namespace, name, labels }: PodPattern): boolean {
  return namespace !== "*" && name !== "*" && labels === undefined;
}
