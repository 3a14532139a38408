import { acceptChanges } from "../../../src/cluster/accept-changes.ts";
import { dialAddress } from "../../../src/cluster/dial-address.ts";
import type { Cluster, ClusterSession, ProbeBatch, ProbeRequest } from "../../../src/cluster/port.ts";
import {
  type Change,
  type ClusterFacts,
  namespaceWithImpliedLabel,
  type Observation,
  type PodRef,
  type World,
} from "../../../src/model/index.ts";
import { clusterIpsFor } from "../../../src/netns/cluster-ips.ts";
import type { Past } from "../../../src/netns/faults/fault.ts";
import { enforceWith, type PlantedFault } from "../../../src/netns/faults/planted.ts";
import { LOCAL_LIMITS } from "../../../src/netns/limits.ts";
import { type Present, presentOf } from "../../../src/netns/present.ts";
import { type Enforce, enforceFaithfully } from "../../../src/netns/rules/enforce.ts";
import { IPV4, IPV6 } from "../../../src/netns/topology/address-family.ts";
import { layOut } from "../../../src/netns/topology/layout.ts";
import { layoutAfter } from "../../../src/netns/topology/layout-change.ts";
import { policyRefusal } from "../../../src/scenario/index.ts";
import { Network } from "./network.ts";

const NO_DNS = "nobody is called by name here";
const SENTINELS = namespaceWithImpliedLabel("netverdict-sentinel");

/**
 * The local cluster's rules without its kernel: packets are followed through the typed rules. It measures in no time, so
 * that every fault can be tried on every scenario; faults that mend by themselves do not do so here.
 */
export function simulatedCluster(planted?: PlantedFault): Cluster {
  return {
    kind: "local",
    name: "local",
    limits: LOCAL_LIMITS,
    capabilities: async () => ({ nodes: 250, families: ["ipv4", "ipv6"], lacks: { dns: NO_DNS } }),
    open: async (world) => new SimulatedSession(world, planted),
  };
}

class SimulatedSession implements ClusterSession {
  readonly facts: ClusterFacts;
  readonly sentinelNamespace = SENTINELS;
  readonly sentinels: ClusterSession["sentinels"];
  readonly #enforce: Enforce;
  readonly #past: Past[] = [];
  #chances = 0;
  #present: Present;
  #network: Network;

  constructor(world: World, planted: PlantedFault | undefined) {
    const layout = layOut(world.pods, SENTINELS, Math.max(2, world.nodes ?? 0), [IPV4, IPV6]);
    this.sentinels = layout.sentinels;
    this.facts = { kind: "local", name: "local", nodes: layout.nodes.map(({ name }) => name) };
    const isConcerned = ({ pod }: { readonly pod: { readonly namespace: string } }) =>
      planted?.fault.sentinels === true || pod.namespace !== SENTINELS.name;
    this.#enforce = planted === undefined ? enforceFaithfully : enforceWith(planted, this.#past, isConcerned);
    const state = {
      namespaces: [...world.namespaces, SENTINELS],
      pods: layout.pods.map(({ pod }) => pod),
      services: world.services,
      policies: [],
    };
    this.#present = presentOf(layout, state, clusterIpsFor(world.services, layout.families));
    this.#network = this.#enforced();
  }

  get placements() {
    return this.#present.placements;
  }

  get clusterIps() {
    return this.#present.state.clusterIps;
  }

  async apply(changes: readonly Change[]): Promise<void> {
    const { layout, state } = this.#present;
    const accepted = acceptChanges(state, changes);
    this.#present = presentOf(changes.reduce(layoutAfter, layout), accepted, state.clusterIps);
    this.#network = this.#enforced();
  }

  async refusalOf(manifest: Readonly<Record<string, unknown>>): Promise<string | undefined> {
    return policyRefusal(manifest);
  }

  async probe(from: PodRef, { probes }: ProbeBatch) {
    return { observations: probes.map((request) => this.#observe(from, request)), unresponsive: [] };
  }

  async diagnose(pod: PodRef): Promise<string> {
    return `${pod} is simulated`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#past.length = 0;
  }

  #observe(from: PodRef, request: ProbeRequest): Observation {
    const address = dialAddress(request, {
      placements: this.placements,
      clusterIps: this.clusterIps,
      noDns: NO_DNS,
    });
    const outcome = this.#network.probe(from, address, request.port, request.protocol);
    return outcome === "reachable" ? { outcome, latencyMs: 1 } : { outcome };
  }

  #enforced(): Network {
    const { layout, state } = this.#present;
    const { nodes, pods: everywhere } = layout;
    const ruleSets = nodes.map((node) => {
      const pods = everywhere.filter((local) => local.node.number === node.number);
      return [node.number, this.#enforce({ node, pods, everywhere, state })] as const;
    });
    this.#past.push({ nodes, everywhere, state });
    return new Network(everywhere, new Map(ruleSets), () => this.#chance());
  }

  /** Numbers from 0 to 99 that look like chance and are the same in every run: a linear congruential generator. */
  #chance(): number {
    this.#chances = (Math.imul(this.#chances, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#chances / 2 ** 32) * 100);
  }
}
