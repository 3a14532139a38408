import type { NetworkPlugin } from "./network-plugin.ts";
import type { PluginFacts } from "./plugin-facts.ts";

const ARGUMENTS = "k3s.io/node-args";

/**
 * k3s has flannel and kube-router's policy controller in its own program, which no object shows but its nodes' version and arguments
 * (https://docs.k3s.io/networking/basic-network-options). None elsewhere, and where another plugin connects pods.
 */
export function builtInPlugins(
  { nodes }: Pick<PluginFacts, "nodes">,
  others: readonly NetworkPlugin[],
): readonly NetworkPlugin[] {
  const node = nodes.find(({ kubeletVersion }) => kubeletVersion.includes("+k3s"));
  if (node === undefined || others.some(({ connects }) => connects)) return [];
  const isSwitchedOff = nodes.some(({ annotations }) =>
    annotations[ARGUMENTS]?.includes("--disable-network-policy"),
  );
  const plugin = {
    name: "k3s",
    title: "k3s with its own flannel and policy controller",
    version: node.kubeletVersion.replace(/^v/, ""),
    dataplane: "iptables and ipsets",
    connects: true,
    enforces: !isSwitchedOff,
    seenIn: `Node ${node.name}`,
    doubts: [],
  };
  return [plugin];
}
