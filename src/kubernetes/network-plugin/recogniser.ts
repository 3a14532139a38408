import { flagOf } from "./agent-settings.ts";
import { imageName, imageVersion } from "./image-version.ts";
import type { NetworkPlugin, PluginDoubt } from "./network-plugin.ts";
import { agentRef, type NodeAgent, type PluginFacts } from "./plugin-facts.ts";

/** How one network plugin is recognised. */
export interface Recogniser {
  readonly name: string;
  readonly title: string;
  /** Whether an agent is this plugin's. */
  readonly isAgent: (agent: NodeAgent) => boolean;
  /** ConfigMaps in the agent's namespace that it reads without its manifest's saying so. */
  readonly configMaps?: readonly string[];
  /** Paths of objects that say more; whoever may not read them knows less. */
  readonly objects?: readonly string[];
  /** The version, with one group, at the beginning of the agent's log; looked for if nothing else tells. */
  readonly versionInLog?: RegExp;
  /** The image whose tag is the plugin's version; else that of the first container whose image the recogniser names. */
  readonly image: RegExp;
  readonly connects: (agent: NodeAgent, facts: PluginFacts) => boolean;
  readonly enforces: (agent: NodeAgent, facts: PluginFacts) => boolean | undefined;
  readonly version?: (agent: NodeAgent, facts: PluginFacts) => string | undefined;
  readonly dataplane?: (agent: NodeAgent, facts: PluginFacts) => string | undefined;
  readonly doubts?: (agent: NodeAgent, facts: PluginFacts) => readonly PluginDoubt[];
}

/** What a recogniser makes of an agent that is its plugin's. */
export function pluginOf(recogniser: Recogniser, agent: NodeAgent, facts: PluginFacts): NetworkPlugin {
  const { name, title, connects, enforces, dataplane, doubts } = recogniser;
  const version = versionOf(recogniser, agent, facts);
  const plane = dataplane?.(agent, facts);
  const doesEnforce = enforces(agent, facts);
  return {
    name,
    title,
    ...(version === undefined ? {} : { version }),
    ...(plane === undefined ? {} : { dataplane: plane }),
    connects: connects(agent, facts),
    ...(doesEnforce === undefined ? {} : { enforces: doesEnforce }),
    seenIn: `DaemonSet ${agentRef(agent)}`,
    doubts: doubts?.(agent, facts) ?? [],
  };
}

/** The version, from the plugin's own objects, its image's tag or its log. */
export function versionOf(recogniser: Recogniser, agent: NodeAgent, facts: PluginFacts): string | undefined {
  const { version, versionInLog, image } = recogniser;
  const tagged = agent.containers.find((container) => image.test(imageName(container.image)));
  const logged = versionInLog?.exec(facts.logs.get(agentRef(agent)) ?? "")?.[1];
  return version?.(agent, facts) ?? (tagged && imageVersion(tagged.image)) ?? logged;
}

/** Whether an agent has a name, or runs an image. */
export function isNamed(agent: NodeAgent, name: RegExp, image: RegExp): boolean {
  return (
    name.test(agent.name) || agent.containers.some((container) => image.test(imageName(container.image)))
  );
}

/** Whether a flag of an agent is on. */
export function hasFlag(agent: NodeAgent, flag: string, otherwise: boolean): boolean {
  const value = flagOf(agent, flag);
  return value === undefined ? otherwise : value === "true";
}

export const ALWAYS = () => true;
export const NEVER = () => false;
