/** Ways in which a fault edits rules; each leaves those of pods that it does not concern as they are. */
import type { AddressedState } from "../rules/addressed-state.ts";
import { enforceFaithfully } from "../rules/enforce.ts";
import type { Match } from "../rules/match.ts";
import type { Rule, RuleSet, Verdict } from "../rules/rule.ts";
import type { Fault, FaultView } from "./fault.ts";

type Apply = Fault["apply"];

/** A rule that is one pod's. */
export type PodRule = Rule & Pick<Required<Rule>, "origin">;

/** Each rule of a pod becomes none, one or several. `all` are those of the node. */
export function eachRule(
  edit: (rule: PodRule, all: readonly Rule[], view: FaultView) => readonly Rule[],
): Apply {
  return (view) => {
    const { chains, rules } = enforceFaithfully(view);
    return {
      chains,
      rules: rules.flatMap((rule) => (concerns(rule, view) ? edit(rule, rules, view) : [rule])),
    };
  };
}

/** Each rule that allows something; what isolates a pod stays. */
export function eachAllow(
  edit: (rule: PodRule, all: readonly Rule[], view: FaultView) => readonly Rule[],
): Apply {
  return eachRule((rule, all, view) => (rule.verdict.type === "return" ? edit(rule, all, view) : [rule]));
}

/** Each condition of rules that allow something; without it where it becomes undefined. */
export function eachMatch(edit: (match: Match, view: FaultView) => Match | undefined): Apply {
  return eachAllow((rule, _, view) => [
    { ...rule, matches: rule.matches.flatMap((match) => edit(match, view) ?? []) },
  ]);
}

/** The rules are compiled from another state than there is. */
export function seeing(see: (state: AddressedState, view: FaultView) => AddressedState): Apply {
  return (view) => mixed(view, enforceFaithfully({ ...view, state: see(view.state, view) }));
}

/** What matches is decided before the policies of a pod are asked: they are not. */
export function beforePolicies(
  matchesOf: (view: FaultView, jump: PodRule) => readonly (readonly Match[])[],
  verdict: Verdict = { type: "return" },
): Apply {
  return (view) => {
    const { chains, rules } = enforceFaithfully(view);
    const first = jumpsOf(rules, view).flatMap((jump) =>
      matchesOf(view, jump).map((matches) => ({
        chain: jump.verdict.to,
        matches,
        verdict,
        origin: jump.origin,
      })),
    );
    return { chains, rules: [...first, ...rules] };
  };
}

/** Rules for each isolated pod and direction, before packets of connections that were let through are accepted. */
export function beforeEstablished(rulesOf: (jump: Jump, view: FaultView) => readonly Rule[]): Apply {
  return (view) => {
    const { chains, rules } = enforceFaithfully(view);
    return { chains, rules: [...jumpsOf(rules, view).flatMap((jump) => rulesOf(jump, view)), ...rules] };
  };
}

/** A rule that leads an isolated pod's packets to its chain. */
export type Jump = PodRule & { readonly verdict: Extract<Verdict, { type: "jump" }> };

function jumpsOf(rules: readonly Rule[], view: FaultView): readonly Jump[] {
  return rules.filter((rule): rule is Jump => rule.verdict.type === "jump" && concerns(rule, view));
}

/** The rules of pods that the fault concerns from one set, all others from what is right. */
export function mixed(view: FaultView, faulty: RuleSet): RuleSet {
  const right = enforceFaithfully(view);
  const names = new Set(right.chains.map(({ name }) => name));
  return {
    chains: [...right.chains, ...faulty.chains.filter(({ name }) => !names.has(name))],
    rules: [
      ...right.rules.filter((rule) => !concerns(rule, view)),
      ...faulty.rules.filter((rule) => concerns(rule, view)),
    ],
  };
}

function concerns(rule: Rule, { afflicted }: FaultView): rule is PodRule {
  return rule.origin !== undefined && afflicted.some(({ pod }) => pod.ref === rule.origin?.pod);
}
