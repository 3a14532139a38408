import { blocksOf } from "../../analysis/blocks.ts";
import { networkText, parseNetwork } from "../../analysis/ip-range.ts";
import type { LintRule } from "../../lint-rule.ts";

export const cidrHostBits: LintRule = {
  id: "cidr-host-bits",
  severity: "warning",
  summary: "a CIDR has bits beyond its prefix: it means another block than it seems to",
  docs: "Only as many bits of the address count as the prefix says: 10.1.2.3/8 is 10.0.0.0/8. Newer API servers warn of it.",
  inScenarios: "info",
  check: ({ policies }) =>
    policies.flatMap(blocksOf).flatMap(({ cidrs }) =>
      cidrs.flatMap(({ cidr, place }) => {
        const network = parseNetwork(cidr);
        if (network === undefined || `${network.address}/${network.prefix}` === networkText(network))
          return [];
        const bits = network.address.kind() === "ipv4" ? 32 : 128;
        const hint = `write ${networkText(network)}, or ${network.address}/${bits} for that address alone`;
        return [{ place, message: `${cidr} means ${networkText(network)}`, hint }];
      }),
    ),
};
