import type { Flow } from "./flow.ts";
import { selects } from "./label-selector.ts";
import type { Outcome } from "./outcome.ts";
import type { Labels, Pod, PodRef, Protocol } from "./pod.ts";

/**
 * What a scenario may expect of a cell: `deny` accepts any way of not getting through, `drop` wants a timeout,
 * `reject` a refusal, `any` is informational.
 */
export const EXPECTATIONS = ["allow", "deny", "drop", "reject", "any"] as const;

export type Expectation = (typeof EXPECTATIONS)[number];

/** Which pods one side of a rule means. `*` in namespace or name stands for all. */
export type PodPattern = {
  readonly namespace: string;
  readonly name: string;
  readonly labels?: Labels;
};

/** Later rules win. `port` is a number or a port's name; absent means every port. */
export interface Rule {
  readonly expect: Expectation;
  readonly source: PodPattern;
  readonly target: PodPattern;
  readonly port?: number | string;
  readonly protocol?: Protocol;
}

/** An expected matrix as the scenario declares it; a truth table is written as one rule a cell. */
export interface ExpectedMatrix {
  readonly default: Expectation;
  readonly rules: readonly Rule[];
}

/** Whether an observed outcome is what was expected. A probe that failed satisfies nothing, not even `any`. */
export function satisfies(outcome: Outcome, expected: Expectation): boolean {
  if (outcome === "probe-failed") return false;
  switch (expected) {
    case "allow":
      return outcome === "reachable";
    case "deny":
      return outcome === "timeout" || outcome === "refused" || outcome === "unreachable";
    case "drop":
      return outcome === "timeout";
    case "reject":
      return outcome === "refused" || outcome === "unreachable";
    case "any":
      return true;
  }
}

export function patternMatches(pattern: PodPattern, pod: Pod): boolean {
  return (
    (pattern.namespace === "*" || pattern.namespace === pod.namespace) &&
    (pattern.name === "*" || pattern.name === pod.name) &&
    (pattern.labels === undefined || selects({ matchLabels: pattern.labels }, pod.labels))
  );
}

/** Whether a rule speaks about a flow; `pods` are the step's, by reference. */
export function ruleMatches(rule: Rule, flow: Flow, pods: ReadonlyMap<PodRef, Pod>): boolean {
  const source = pods.get(flow.source);
  const target = pods.get(flow.target);
  return (
    source !== undefined &&
    target !== undefined &&
    patternMatches(rule.source, source) &&
    patternMatches(rule.target, target) &&
    portMatches(rule, flow, target)
  );
}

function portMatches(rule: Rule, flow: Flow, target: Pod): boolean {
  if (rule.protocol !== undefined && rule.protocol !== flow.protocol) return false;
  if (rule.port === undefined || rule.port === flow.port) return true;
  return target.ports.some(
    ({ name, port, protocol }) => name === rule.port && port === flow.port && protocol === flow.protocol,
  );
}

/**
 * The expectation of one flow: the last rule that speaks about it, else the default. CNIs differ in what a pod's flow
 * to itself does, so that it is informational unless a rule names that very pod on both sides.
 */
export function expectationOf(
  matrix: ExpectedMatrix,
  flow: Flow,
  pods: ReadonlyMap<PodRef, Pod>,
): Expectation {
  const loopback = flow.source === flow.target;
  const rules = loopback
    ? matrix.rules.filter((rule) => isOnePod(rule.source) && isOnePod(rule.target))
    : matrix.rules;
  const rule = rules.findLast((candidate) => ruleMatches(candidate, flow, pods));
  return rule?.expect ?? (loopback ? "any" : matrix.default);
}

function isOnePod({ namespace, name, labels }: PodPattern): boolean {
  return namespace !== "*" && name !== "*" && labels === undefined;
}
