import { settingOf } from "../agent-settings.ts";
import type { PluginDoubt } from "../network-plugin.ts";
import type { NodeAgent, PluginFacts } from "../plugin-facts.ts";
import { isNamed, type Recogniser } from "../recogniser.ts";

const IMAGE = /(^|\/)cilium\/cilium(-ci)?$/;
const CONFIG = "cilium-config";

/** https://docs.cilium.io/en/stable/network/kubernetes/configuration/: the keys of `cilium-config`. */
export const cilium: Recogniser = {
  name: "cilium",
  title: "Cilium",
  image: IMAGE,
  isAgent: (agent) => agent.name !== "anetd" && isNamed(agent, /^cilium$/, IMAGE),
  configMaps: [CONFIG],
  connects: (agent, facts) => ["none", undefined].includes(settingOf(agent, "cni-chaining-mode", facts)),
  enforces: (agent, facts) => settingOf(agent, "enable-policy", facts) !== "never",
  dataplane,
  doubts: ciliumDoubts,
};

/** GKE's, which is Cilium with another name and tag. */
export const gkeDataplaneV2: Recogniser = {
  ...cilium,
  name: "gke-dataplane-v2",
  title: "GKE Dataplane V2",
  isAgent: ({ name }) => name === "anetd",
};

function dataplane(agent: NodeAgent, facts: PluginFacts): string {
  const replaces = settingOf(agent, "kube-proxy-replacement", facts);
  return replaces === undefined ? "eBPF" : `eBPF, kube-proxy-replacement ${replaces}`;
}

function ciliumDoubts(agent: NodeAgent, facts: PluginFacts): readonly PluginDoubt[] {
  const has = (key: string, value: string) => settingOf(agent, key, facts) === value;
  const set = (key: string, value: string) =>
    `Set ${key} to ${value} in ConfigMap ${agent.namespace}/${CONFIG} and restart the agents.`;
  return [
    ...(has("policy-audit-mode", "true")
      ? [
          {
            what: "Cilium is in audit mode: what policies deny is logged and let through",
            advice: set("policy-audit-mode", "false"),
          },
        ]
      : []),
    ...(has("enable-policy", "never")
      ? [{ what: "Cilium enforces no policy (enable-policy never)", advice: set("enable-policy", "default") }]
      : []),
    ...(has("enable-policy", "always")
      ? [
          {
            what: "Cilium denies what no policy allows, from pods without policies too (enable-policy always)",
            advice: `${set("enable-policy", "default")} Else scenarios fail in their first step.`,
          },
        ]
      : []),
    ...(has("enable-k8s-networkpolicy", "false")
      ? [
          {
            what: "Cilium ignores NetworkPolicy (enable-k8s-networkpolicy false)",
            advice: set("enable-k8s-networkpolicy", "true"),
          },
        ]
      : []),
  ];
}
