import type { NetworkPolicySpec, PolicyPeer, PolicyPort, PolicyType } from "./network-policy.ts";

/** A rule of either direction: `peers` are its `from` or its `to`. */
export interface DirectionRule {
  readonly peers: readonly PolicyPeer[] | undefined;
  readonly ports: readonly PolicyPort[] | undefined;
}

/** The rules of one direction; one without rules allows nothing. */
export function rulesOf(
  direction: PolicyType,
  { ingress = [], egress = [] }: NetworkPolicySpec,
): readonly DirectionRule[] {
  return direction === "Ingress"
    ? ingress.map(({ from, ports }) => ({ peers: from, ports }))
    : egress.map(({ to, ports }) => ({ peers: to, ports }));
}

/** The spec with other rules in one direction. */
export function withRules(
  direction: PolicyType,
  spec: NetworkPolicySpec,
  rules: readonly DirectionRule[],
): NetworkPolicySpec {
  return direction === "Ingress"
    ? {
        ...spec,
        ingress: rules.map(({ peers, ports }) => ({
          ...(peers && { from: peers }),
          ...(ports && { ports }),
        })),
      }
    : {
        ...spec,
        egress: rules.map(({ peers, ports }) => ({ ...(peers && { to: peers }), ...(ports && { ports }) })),
      };
}

/** The spec with each of its peers changed, in both directions; what is absent stays absent. */
export function mapPeers(
  spec: NetworkPolicySpec,
  change: (peer: PolicyPeer) => PolicyPeer,
): NetworkPolicySpec {
  const changed = (direction: PolicyType): readonly DirectionRule[] =>
    rulesOf(direction, spec).map(({ peers, ports }) => ({ peers: peers?.map(change), ports }));
  const ingress = spec.ingress === undefined ? spec : withRules("Ingress", spec, changed("Ingress"));
  return spec.egress === undefined ? ingress : withRules("Egress", ingress, changed("Egress"));
}
