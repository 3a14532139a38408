import {
  type DecidingRule,
  type Decision,
  type DirectionDecision,
  type Flow,
  fewNames,
  type Lookup,
  type PolicyType,
} from "../../model/index.ts";
import { undeterminedText } from "./suspect.ts";

/**
 * Which policies bear on a flow: `egress: no policy selects the source; ingress: x/deny-all selects the target, no rule
 * allows it`. Rules are counted from 0, as in the policy's list. Policies do not see Services, but their endpoints: of
 * several, the first that decided is meant.
 */
export function policiesSentence(
  { egress, ingress, unserved, undetermined, lookup }: Decision,
  { endpoints }: Pick<Flow, "endpoints">,
): string {
  if (lookup !== undefined) return lookupSentence(lookup);
  if (unserved !== undefined) return unserved;
  if (undetermined !== undefined) return `not predicted: ${undeterminedText(undetermined)}`;
  if (isExempt(egress) || isExempt(ingress)) return "no policy can keep a pod from reaching itself";
  if (egress.selecting.length + ingress.selecting.length === 0) return "no policy selects either pod";
  return `egress: ${share(egress, "source")}; ingress: ${share(ingress, endpoints === undefined ? "target" : "endpoint")}`;
}

/** Which policies keep a name from being resolved. */
function lookupSentence({ server, port, protocol, egress, ingress }: Lookup): string {
  const shares = [
    ...(egress.allowed ? [] : [`egress: ${share(egress, "source")}`]),
    ...(ingress.allowed ? [] : [`ingress: ${share(ingress, "DNS server")}`]),
  ];
  return `it may not ask DNS (${server}:${port}/${protocol}); ${shares.join("; ")}`;
}

/** Isolated and allowed without a rule: only a pod's flow to itself is. */
function isExempt({ allowed, selecting, allowedBy }: DirectionDecision): boolean {
  return allowed && selecting.length > 0 && allowedBy === undefined;
}

function share({ direction, selecting, allowedBy, deniedBy }: DirectionDecision, end: string): string {
  if (selecting.length === 0) return `no policy selects the ${end}`;
  if (deniedBy !== undefined && !deniedBy.isolates) return `${decidingName(direction, deniedBy)} denies it`;
  const verb = selecting.length === 1 ? "selects" : "select";
  const isolating = `${fewNames(selecting)} ${verb} the ${end}`;
  if (allowedBy === undefined) return `${isolating}, no rule allows it`;
  return selecting.length === 1 && allowedBy.rule !== undefined
    ? `${isolating}, ${ruleName(direction, allowedBy.rule)} allows it`
    : `${isolating}, ${decidingName(direction, allowedBy)} allows it`;
}

/** `ingress[0] of x/p`, or the policy alone if it has no list of rules. */
export function decidingName(direction: PolicyType, { policy, rule }: DecidingRule): string {
  return rule === undefined ? policy : `${ruleName(direction, rule)} of ${policy}`;
}

/** `ingress[0]`: rules are counted from 0, as in the policy's list. */
export function ruleName(direction: PolicyType, rule: number): string {
  return `${direction.toLowerCase()}[${rule}]`;
}
