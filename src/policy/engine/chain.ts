import type { DirectionDecision, PolicyObject, PolicyType, TierOpinion } from "../../model/index.ts";
import type { Connection } from "./connection.ts";
import type { PolicyKind, PolicyWorld, Tier } from "./policy-kind.ts";

/** The tiers of one direction, in the order in which they are asked. */
export interface Chain {
  decide(connection: Connection): DirectionDecision;
  /** The tier that decides about a connection; none if all of them pass. */
  decisive(connection: Connection): Tier | undefined;
}

/** The tiers of every kind of which there is a policy. */
export function chainOf(
  direction: PolicyType,
  policies: readonly PolicyObject[],
  world: PolicyWorld,
  kinds: readonly PolicyKind[],
): Chain {
  const tiers = kinds
    .filter((kind) => policies.some((policy) => kind.is(policy)))
    .flatMap((kind) => kind.tiers)
    .toSorted((a, b) => a.order - b.order);
  return inTurn(
    direction,
    tiers.map((tier) => tier.compile(direction, policies, world)),
  );
}

/** One direction's decision is that of the first tier that does not pass. What no tier decides is allowed. */
export function inTurn(direction: PolicyType, tiers: readonly Tier[]): Chain {
  return {
    decide: (connection) => {
      const asked: TierOpinion[] = [];
      for (const tier of tiers) {
        const opinion = tier.decide(connection);
        asked.push(opinion);
        if (opinion.action !== "pass") return decided(direction, opinion, asked);
      }
      return { direction, allowed: true, selecting: [], tiers: asked };
    },
    decisive: (connection) => tiers.find((tier) => tier.decide(connection).action !== "pass"),
  };
}

function decided(
  direction: PolicyType,
  { action, selecting, by }: TierOpinion,
  tiers: readonly TierOpinion[],
): DirectionDecision {
  const allowed = action === "allow";
  if (by === undefined) return { direction, allowed, selecting, tiers };
  return allowed
    ? { direction, allowed, selecting, allowedBy: by, tiers }
    : { direction, allowed, selecting, deniedBy: by, tiers };
}
