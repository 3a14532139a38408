import { within } from "../../../yaml/place.ts";
import { blocksOf } from "../../analysis/blocks.ts";
import { isInside, parseNetwork } from "../../analysis/ip-range.ts";
import type { LintRule } from "../../lint-rule.ts";

export const clusterIpBlock: LintRule = {
  id: "cluster-ip-block",
  severity: "info",
  summary: "an ipBlock lies in a range that clusters commonly give to pods or Services",
  docs: "Pods change their addresses, and whether a policy sees a Service's address is up to the CNI; selectors depend on neither.",
  inScenarios: "off",
  check: ({ policies }) =>
    policies.flatMap(blocksOf).flatMap(({ block, place }) => {
      const network = parseNetwork(block.cidr);
      const range = RANGES.find(({ cidr }) => {
        const outer = parseNetwork(cidr);
        return network !== undefined && outer !== undefined && isInside(network, outer);
      });
      if (range === undefined) return [];
      return [
        {
          place: within(place, "cidr"),
          message: `${block.cidr} lies in ${range.cidr}, which ${range.use}`,
          hint: "if pods are meant, select them by labels",
        },
      ];
    }),
};

/** Defaults of kubeadm, kind and k3s; wider private networks are used for much else. */
const RANGES = [
  { cidr: "10.244.0.0/16", use: "kind and Flannel give to pods by default" },
  { cidr: "10.42.0.0/16", use: "k3s gives to pods by default" },
  { cidr: "10.96.0.0/12", use: "kubeadm gives to Services by default" },
  { cidr: "10.43.0.0/16", use: "k3s gives to Services by default" },
] as const;
