import type { PolicyKind } from "../engine/policy-kind.ts";
import { networkPolicyKind } from "./network-policy/kind.ts";

/** Every kind of policies that netverdict understands. A kind is added here, and nowhere else. */
export const POLICY_KINDS: readonly PolicyKind[] = [networkPolicyKind];
