import type { ClusterState, PolicyObject } from "../../src/model/index.ts";
import { isMapping } from "../../src/yaml/field.ts";

/** A state whose policies allow nothing to or from blocks of addresses. */
export function withoutBlocks(state: ClusterState): ClusterState {
  return { ...state, policies: state.policies.map(withoutBlocksIn) };
}

function withoutBlocksIn(policy: PolicyObject): PolicyObject {
  const { ingress, egress, ...spec } = policy.spec as Readonly<Record<string, unknown>>;
  return {
    ...policy,
    spec: {
      ...spec,
      ...(ingress === undefined ? {} : { ingress: rulesIn(ingress, "from") }),
      ...(egress === undefined ? {} : { egress: rulesIn(egress, "to") }),
    },
  } as PolicyObject;
}

/** A rule whose peers are all blocks would mean everybody without them, so that it goes too. */
function rulesIn(rules: unknown, key: "from" | "to"): readonly unknown[] {
  return list(rules).flatMap((rule) => {
    const peers = isMapping(rule) ? list(rule[key]) : [];
    const others = peers.filter((peer) => !(isMapping(peer) && peer.ipBlock !== undefined));
    if (!isMapping(rule) || others.length === peers.length) return [rule];
    return others.length === 0 ? [] : [{ ...rule, [key]: others }];
  });
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
