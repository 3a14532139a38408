import { builtInPlugins } from "./k3s.ts";
import type { NetworkPlugin } from "./network-plugin.ts";
import { agentRef, type NodeAgent, type PluginFacts } from "./plugin-facts.ts";
import { pluginOf } from "./recogniser.ts";
import { RECOGNISERS } from "./recognisers/index.ts";

/** Where the kubelet's runtime looks for plugins (CNI's convention). */
const CNI_FOLDER = "/etc/cni/net.d";

/** The network plugins of a cluster, those that enforce NetworkPolicy first. */
export function identifyPlugins(facts: PluginFacts, recognisers = RECOGNISERS): readonly NetworkPlugin[] {
  const known = recognisers.flatMap((recogniser) => {
    const agent = facts.agents.find(recogniser.isAgent);
    return agent === undefined ? [] : pluginOf(recogniser, agent, facts);
  });
  const isUnknown = (agent: NodeAgent) => !recognisers.some(({ isAgent }) => isAgent(agent));
  const isConnected = known.some(({ connects }) => connects);
  const unknown = isConnected ? [] : facts.agents.filter(mayConnect).filter(isUnknown).map(unknownPlugin);
  const found = [...known, ...unknown];
  const all = [...found, ...builtInPlugins(facts, found)];
  return all.toSorted((one, other) => rank(one) - rank(other));
}

function rank({ enforces }: NetworkPlugin): number {
  return enforces === true ? 0 : 1;
}

/** Whoever writes the runtime's configuration gives pods their network, or helps to. */
function mayConnect({ hostPaths }: NodeAgent): boolean {
  return hostPaths.some((path) => path.startsWith(CNI_FOLDER));
}

function unknownPlugin(agent: NodeAgent): NetworkPlugin {
  return {
    name: agent.name,
    title: `${agent.name}, which netverdict does not know`,
    connects: true,
    seenIn: `DaemonSet ${agentRef(agent)}`,
    doubts: [],
  };
}
