import type { NetworkPolicy, PolicyPeer, PolicyPort, PolicyType } from "../model/index.ts";

/** A rule of either direction: `peers` are its `from` or its `to`. */
export interface DirectionRule {
  readonly peers: readonly PolicyPeer[] | undefined;
  readonly ports: readonly PolicyPort[] | undefined;
}

/** A policy's rules in one direction; one without rules allows nothing. */
export function rulesOf(direction: PolicyType, { spec }: NetworkPolicy): readonly DirectionRule[] {
  const { ingress = [], egress = [] } = spec;
  return direction === "Ingress"
    ? ingress.map(({ from, ports }) => ({ peers: from, ports }))
    : egress.map(({ to, ports }) => ({ peers: to, ports }));
}
