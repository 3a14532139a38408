import { within } from "../../../yaml/place.ts";
import { allRules, peersOf } from "../../analysis/directed-rule.ts";
import type { LintRule } from "../../lint-rule.ts";

export const ipv4OnlyAny: LintRule = {
  id: "ipv4-only-any",
  severity: "info",
  summary: "0.0.0.0/0 without ::/0: no IPv6 address is meant",
  docs: "A CIDR of one family holds no address of the other; on a dual-stack cluster 0.0.0.0/0 is half of everything.",
  inScenarios: "off",
  check: ({ policies }) =>
    policies
      .flatMap(allRules)
      .map(peersOf)
      .filter((peers) => !peers.some(({ peer }) => /^[0:]+\/0$/.test(peer.ipBlock?.cidr ?? "")))
      .flatMap((peers) => peers.filter(({ peer }) => peer.ipBlock?.cidr === "0.0.0.0/0"))
      .map(({ place }) => ({
        place: within(place, "ipBlock", "cidr"),
        message: "0.0.0.0/0 holds no IPv6 address",
        hint: "if the cluster is dual-stack, add an ipBlock with ::/0",
      })),
};
