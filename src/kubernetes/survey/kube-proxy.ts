import { flagOf, lineOf } from "../network-plugin/agent-settings.ts";
import type { NodeAgent, PluginFacts } from "../network-plugin/plugin-facts.ts";

/** kube-proxy as the cluster's own objects show it; `absent` where nothing does. */
export type KubeProxy = { readonly mode: string } | "absent";

/** Its mode, by a flag or the file in its ConfigMap; empty there means the default of Linux, which is iptables. */
export function kubeProxyOf(facts: PluginFacts): KubeProxy {
  const agent = facts.agents.find(isKubeProxy);
  if (agent === undefined) return "absent";
  const mode = flagOf(agent, "proxy-mode") ?? lineOf(agent, "mode", facts);
  return { mode: mode === undefined || mode === "" ? "iptables" : mode };
}

function isKubeProxy({ name }: NodeAgent): boolean {
  return name.startsWith("kube-proxy");
}
