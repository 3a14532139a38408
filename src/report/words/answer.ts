import type { Decision } from "../../model/index.ts";

/**
 * What policies mean for a flow in a word, for programs. `depends`: on which endpoint is chosen. `unknown`: a policy cannot
 * be read. `unserved`: allowed, but nobody would answer.
 */
export type Answer = "allowed" | "denied" | "depends" | "unserved" | "unknown";

export function answerOf({ allowed, depends, undetermined, unserved }: Decision): Answer {
  if (undetermined !== undefined) return "unknown";
  if (depends === true) return "depends";
  if (unserved !== undefined) return "unserved";
  return allowed ? "allowed" : "denied";
}
