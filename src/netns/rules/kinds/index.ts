/** The kinds of policies that the local cluster enforces, in the order in which they have their say. */
import type { PolicyObject } from "../../../model/index.ts";
import { networkPolicy } from "./network-policy.ts";
import type { PolicyKind } from "./policy-kind.ts";

export const POLICY_KINDS: readonly PolicyKind[] = [networkPolicy];

/** Why a policy cannot be enforced here, in a sentence; undefined if it can. */
export function whyUnenforceable(policy: PolicyObject): string | undefined {
  if (POLICY_KINDS.some((kind) => kind.includes(policy))) return undefined;
  const kinds = POLICY_KINDS.map(({ kind }) => kind).join(", ");
  return `the local cluster cannot enforce ${policy.kind} of ${policy.apiVersion}, only ${kinds}`;
}
