import type { Decision, DirectionDecision, Flow } from "../../model/index.ts";

/** More policies than help in a sentence. */
const MOST_NAMED = 3;

/**
 * Which policies bear on a flow: `egress: no policy selects the source; ingress: x/deny-all selects the target, no rule
 * allows it`. Rules are counted from 0, as in the policy's list. Policies do not see Services, but their endpoints: of
 * several, the first that decided is meant.
 */
export function policiesSentence(
  { egress, ingress, unserved }: Decision,
  { endpoints }: Pick<Flow, "endpoints">,
): string {
  if (unserved !== undefined) return unserved;
  if (isExempt(egress) || isExempt(ingress)) return "no policy can keep a pod from reaching itself";
  if (egress.selecting.length + ingress.selecting.length === 0) return "no policy selects either pod";
  return `egress: ${share(egress, "source")}; ingress: ${share(ingress, endpoints === undefined ? "target" : "endpoint")}`;
}

/** Isolated and allowed without a rule: only a pod's flow to itself is. */
function isExempt({ allowed, selecting, allowedBy }: DirectionDecision): boolean {
  return allowed && selecting.length > 0 && allowedBy === undefined;
}

function share({ direction, selecting, allowedBy }: DirectionDecision, end: string): string {
  if (selecting.length === 0) return `no policy selects the ${end}`;
  const verb = selecting.length === 1 ? "selects" : "select";
  const isolating = `${named(selecting)} ${verb} the ${end}`;
  if (allowedBy !== undefined) {
    const rule = `${direction.toLowerCase()}[${allowedBy.rule}]`;
    return selecting.length === 1
      ? `${isolating}, ${rule} allows it`
      : `${isolating}, ${rule} of ${allowedBy.policy} allows it`;
  }
  return `${isolating}, no rule allows it`;
}

function named(policies: readonly string[]): string {
  if (policies.length <= MOST_NAMED) return policies.join(", ");
  return `${policies.slice(0, MOST_NAMED).join(", ")} and ${policies.length - MOST_NAMED} more`;
}
