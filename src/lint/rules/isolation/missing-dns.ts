import { within } from "../../../yaml/place.ts";
import { type DnsAccess, dnsAccess } from "../../analysis/dns-access.ts";
import type { LintRule, RuleFinding } from "../../lint-rule.ts";

const DOCS =
  "Isolation for egress holds for DNS too: pods that may call a Service but not ask for its address wait for a timeout.";

export const missingDns: LintRule = {
  id: "missing-dns",
  severity: "warning",
  summary: "pods may call something, but no rule lets them ask DNS",
  docs: DOCS,
  inScenarios: "off",
  check: (inventory) =>
    dnsAccess(inventory)
      .filter(({ overUdp }) => !overUdp)
      .map((access) =>
        found(
          access,
          `${access.who} may call out, but no rule lets them ask DNS: port 53 over UDP`,
          ALLOW_DNS,
        ),
      ),
};

export const dnsUdpOnly: LintRule = {
  id: "dns-udp-only",
  severity: "info",
  summary: "pods may ask DNS over UDP only; long answers come over TCP",
  docs: "An answer that does not fit into a datagram is marked truncated, and is asked for again over TCP.",
  inScenarios: "off",
  check: (inventory) =>
    dnsAccess(inventory)
      .filter(({ overUdp, overTcp }) => overUdp && !overTcp)
      .map((access) =>
        found(
          access,
          `${access.who} may ask DNS over UDP, but not over TCP`,
          "allow { port: 53, protocol: TCP } too",
        ),
      ),
};

function found({ policy }: DnsAccess, message: string, hint: string): RuleFinding {
  return { place: within(policy.place, "spec", "egress"), at: "key", message, hint };
}

const ALLOW_DNS = `add a rule, here or in a policy for all pods of the namespace:
- to:
    - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
      podSelector: { matchLabels: { k8s-app: kube-dns } }
  ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]`;
