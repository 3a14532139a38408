import type { Decision, DirectionDecision } from "../model/index.ts";

/** Above this many policies of one pod, the rest is counted. */
const NAMED = 5;

/** The policies that select the two pods of a flow, and what they say: one sentence for each direction. */
export function policiesText({ egress, ingress }: Decision): string {
  if (egress.selecting.length + ingress.selecting.length === 0) return "no policy selects either pod";
  return `${directionText(egress, "source")}; ${directionText(ingress, "target")}`;
}

function directionText({ direction, selecting, allowedBy }: DirectionDecision, end: string): string {
  const word = direction.toLowerCase();
  if (selecting.length === 0) return `${word}: no policy selects the ${end}`;
  if (allowedBy !== undefined) {
    const others = selecting.length > 1 ? ` (the ${end} is selected by ${named(selecting)})` : "";
    return `${word}: allowed by ${allowedBy.policy} ${word}[${allowedBy.rule}]${others}`;
  }
  return `${word}: no rule allows it; the ${end} is selected by ${named(selecting)}`;
}

function named(policies: readonly string[]): string {
  const rest = policies.length - NAMED;
  const names = policies.slice(0, NAMED).join(", ");
  return rest > 0 ? `${names} and ${rest} more` : names;
}
