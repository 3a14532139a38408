import type { Labels } from "../../model/index.ts";
import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ApiList, ApiObject, NodeObject } from "../api/api-types.ts";
import { namespacePath, podPath, withQuery } from "../api/paths.ts";
import {
  type AgentPodObject,
  agentOfDaemonSet,
  agentsOfPods,
  type DaemonSetObject,
  nodeTraits,
} from "./node-agents.ts";
import { agentRef, type NodeAgent, type PluginFacts } from "./plugin-facts.ts";
import { type Recogniser, versionOf } from "./recogniser.ts";
import { RECOGNISERS } from "./recognisers/index.ts";

/** Characters of an agent's log that are looked at. */
const LOG_BYTES = "8192";

/**
 * Reads what network plugins are recognised by. What is not there or may not be read is left out.
 *
 * @throws ClusterError when neither DaemonSets nor pods may be listed, or the cluster cannot be reached.
 */
export async function readPluginFacts(api: ApiServer, signal: AbortSignal): Promise<PluginFacts> {
  const reading = new PluginReading(api, signal);
  const [agents, nodes] = await Promise.all([reading.agents(), reading.nodes()]);
  const found = RECOGNISERS.flatMap((recogniser) => {
    const agent = agents.find(recogniser.isAgent);
    return agent === undefined ? [] : [{ recogniser, agent: withConfigMaps(agent, recogniser) }];
  });
  const [configMaps, objects] = await Promise.all([
    reading.configMaps([...found.map(({ agent }) => agent), ...kubeProxyOf(agents)]),
    reading.objects(found.flatMap(({ recogniser }) => recogniser.objects ?? [])),
  ]);
  const all = agents.map(
    (agent) => found.find((one) => agentRef(one.agent) === agentRef(agent))?.agent ?? agent,
  );
  const facts = { agents: all, nodes, configMaps, objects, logs: new Map() };
  return { ...facts, logs: await reading.logs(found.filter((one) => isWithoutVersion(one, facts))) };
}

interface Found {
  readonly recogniser: Recogniser;
  readonly agent: NodeAgent;
}

function withConfigMaps(agent: NodeAgent, { configMaps = [] }: Recogniser): NodeAgent {
  return { ...agent, configMaps: [...new Set([...agent.configMaps, ...configMaps])] };
}

function kubeProxyOf(agents: readonly NodeAgent[]): readonly NodeAgent[] {
  return agents.filter(({ name }) => name === "kube-proxy");
}

function isWithoutVersion({ recogniser, agent }: Found, facts: PluginFacts): boolean {
  return recogniser.versionInLog !== undefined && versionOf(recogniser, agent, facts) === undefined;
}

class PluginReading {
  readonly #api: ApiServer;
  readonly #signal: AbortSignal;

  constructor(api: ApiServer, signal: AbortSignal) {
    this.#api = api;
    this.#signal = signal;
  }

  async agents(): Promise<readonly NodeAgent[]> {
    const sets = await this.#optional<ApiList<DaemonSetObject>>("/apis/apps/v1/daemonsets");
    if (sets !== undefined) return sets.items.map(agentOfDaemonSet);
    const { items } = await this.#get<ApiList<AgentPodObject>>("/api/v1/pods");
    return agentsOfPods(items);
  }

  async nodes() {
    return ((await this.#optional<ApiList<NodeObject>>("/api/v1/nodes"))?.items ?? []).map(nodeTraits);
  }

  async configMaps(agents: readonly NodeAgent[]): Promise<ReadonlyMap<string, Labels>> {
    const refs = new Map(
      agents.flatMap(({ namespace, configMaps }) =>
        configMaps.map(
          (name) => [`${namespace}/${name}`, `${namespacePath(namespace)}/configmaps/${name}`] as const,
        ),
      ),
    );
    const read = await Promise.all(
      [...refs].map(
        async ([ref, path]) => [ref, await this.#optional<{ readonly data?: Labels }>(path)] as const,
      ),
    );
    return new Map(read.flatMap(([ref, object]) => (object === undefined ? [] : [[ref, object.data ?? {}]])));
  }

  async objects(paths: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
    const read = await Promise.all(paths.map(async (path) => [path, await this.#optional(path)] as const));
    return new Map(read.filter(([, object]) => object !== undefined));
  }

  async logs(found: readonly Found[]): Promise<ReadonlyMap<string, string>> {
    const read = await Promise.all(
      found.map(async ({ agent }) => [agentRef(agent), await this.#logOf(agent)] as const),
    );
    return new Map(read);
  }

  /** The beginning of the log of one of the agent's pods; empty if there is none to read. */
  async #logOf({ namespace, selector, containers }: NodeAgent): Promise<string> {
    const labelSelector = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
    const pods = await this.#optional<ApiList<ApiObject>>(
      withQuery(`${namespacePath(namespace)}/pods`, { labelSelector: labelSelector.join(","), limit: "1" }),
    );
    const name = pods?.items[0]?.metadata.name;
    if (name === undefined) return "";
    const container = containers[0]?.name ?? "";
    const path = withQuery(`${podPath(namespace, name)}/log`, { container, limitBytes: LOG_BYTES });
    return (await ifReadable(this.#api.text({ method: "GET", path }, this.#signal))) ?? "";
  }

  #get<T>(path: string): Promise<T> {
    return this.#api.request<T>({ method: "GET", path }, this.#signal);
  }

  #optional<T>(path: string): Promise<T | undefined> {
    return ifReadable(this.#get<T>(path));
  }
}

/** What is not there, or may not be read, tells nothing. */
async function ifReadable<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isApiError(error, 404) || isApiError(error, 403) || isApiError(error, 400)) return undefined;
    throw error;
  }
}
