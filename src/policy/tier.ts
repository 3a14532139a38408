/**
 * Kinds of policies that are asked one after another. NetworkPolicy is one tier, and the only one that we evaluate. The
 * cluster-wide policies of policy.networking.k8s.io would be tiers above it and below it, each a function beside
 * `networkPolicyTier`; only the list of tiers would change.
 */
import type { DirectionDecision, PolicyType } from "../model/index.ts";
import type { Connection } from "./connection.ts";

/** What one tier says of a connection in one direction. `pass`: it leaves the decision to the tiers below. */
export interface Opinion extends Pick<DirectionDecision, "selecting" | "allowedBy"> {
  readonly action: "accept" | "deny" | "pass";
}

export type Tier = (connection: Connection) => Opinion;

/** One direction's decision: that of the first tier that does not pass. What no tier decides is allowed. */
export function decideInTurn(
  direction: PolicyType,
  tiers: readonly Tier[],
): (connection: Connection) => DirectionDecision {
  const undecided: DirectionDecision = { direction, allowed: true, selecting: [] };
  return (connection) => {
    for (const tier of tiers) {
      const { action, ...reasons } = tier(connection);
      if (action !== "pass") return { direction, allowed: action === "accept", ...reasons };
    }
    return undecided;
  };
}
