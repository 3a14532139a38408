import type { NearestRule, PolicyExplanation, RuleExplanation } from "../model/index.ts";

/** The rule that needs the least to match, among policies none of whose rules does; undefined if there are no policies. */
export function nearestRule(policies: readonly PolicyExplanation[]): NearestRule | undefined {
  const candidates = policies.flatMap(({ policy, rules }) =>
    rules.map((each, rule) => ({ policy, rule, ...missing(each) })),
  );
  const [nearest] = candidates.toSorted((a, b) => distance(a) - distance(b));
  const [first] = policies;
  return nearest ?? (first && { policy: first.policy, peer: [], port: [] });
}

function missing({ peers, ports }: RuleExplanation): Pick<NearestRule, "peer" | "port"> {
  return { peer: shortest(peers), port: shortest(ports) };
}

function distance({ peer, port }: NearestRule): number {
  return peer.length + port.length;
}

function shortest<T>(lists: readonly (readonly T[])[]): readonly T[] {
  return lists.toSorted((a, b) => a.length - b.length)[0] ?? [];
}
