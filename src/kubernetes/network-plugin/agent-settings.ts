import type { Labels } from "../../model/index.ts";
import { agentRef, type NodeAgent, type PluginFacts } from "./plugin-facts.ts";

/** The value of a variable of an agent's environment, given as text or from a ConfigMap of the agent. */
export function settingOf(agent: NodeAgent, name: string, facts: PluginFacts): string | undefined {
  const given = agent.containers.map(({ environment }) => environment[name]);
  const configured = configsOf(agent, facts).map((data) => data[name]);
  return [...given, ...configured].find((value) => value !== undefined);
}

/** The value of `--name=value` or `--name value`; `true` for a bare `--name`. */
export function flagOf({ containers }: NodeAgent, name: string): string | undefined {
  for (const { arguments: words } of containers) {
    const index = words.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
    const word = words[index];
    if (word === undefined) continue;
    if (word.includes("=")) return word.slice(name.length + 3);
    const next = words[index + 1];
    return next === undefined || next.startsWith("-") ? "true" : next;
  }
  return undefined;
}

/** The first value of a key in a text of `key: value` lines that one of the agent's ConfigMaps holds. */
export function lineOf(agent: NodeAgent, key: string, facts: PluginFacts): string | undefined {
  const line = new RegExp(`^\\s*${key}:\\s*["']?([^"'\\n#]*?)["']?\\s*(?:#.*)?$`, "m");
  const texts = configsOf(agent, facts).flatMap((data) => Object.values(data));
  return texts.flatMap((text) => line.exec(text)?.[1] ?? [])[0];
}

/** As most programs read it. */
export function isOn(value: string | undefined, otherwise = false): boolean {
  return value === undefined ? otherwise : ["true", "1", "yes", "enabled"].includes(value.toLowerCase());
}

function configsOf(agent: NodeAgent, { configMaps }: PluginFacts): readonly Labels[] {
  return agent.configMaps.flatMap((name) => {
    const data = configMaps.get(agentRef({ namespace: agent.namespace, name }));
    return data === undefined ? [] : [data];
  });
}
