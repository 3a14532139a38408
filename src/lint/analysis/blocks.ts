import type { PlacedPolicy } from "../../manifest/inventory.ts";
import type { IpBlock } from "../../model/index.ts";
import { type Place, within } from "../../yaml/place.ts";
import { allRules, peersOf } from "./directed-rule.ts";

/** An ipBlock of a policy; `cidrs` are its own and each that it excepts. */
export interface PlacedBlock {
  readonly block: IpBlock;
  readonly place: Place;
  readonly cidrs: readonly { readonly cidr: string; readonly place: Place }[];
}

export function blocksOf(policy: PlacedPolicy): readonly PlacedBlock[] {
  return allRules(policy)
    .flatMap(peersOf)
    .flatMap(({ peer, place }) =>
      peer.ipBlock === undefined ? [] : [placedBlock(peer.ipBlock, within(place, "ipBlock"))],
    );
}

function placedBlock(block: IpBlock, place: Place): PlacedBlock {
  const holes = (block.except ?? []).map((cidr, index) => ({ cidr, place: within(place, "except", index) }));
  return { block, place, cidrs: [{ cidr: block.cidr, place: within(place, "cidr") }, ...holes] };
}
