import { acceptChanges } from "../cluster/accept-changes.ts";
import { checkProtocols } from "../cluster/check-protocols.ts";
import { dialAddress } from "../cluster/dial-address.ts";
import {
  type BatchReply,
  ClusterError,
  type ClusterSession,
  type Placement,
  type ProbeBatch,
} from "../cluster/port.ts";
import type { Addresses, Change, ClusterFacts, Namespace, Pod, PodRef, World } from "../model/index.ts";
import { systemClock } from "../system/clock.ts";
import { type AgentSettings, PodAgents } from "./agents/pod-agents.ts";
import type { Box } from "./box/box.ts";
import { clusterIpsFor } from "./cluster-ips.ts";
import type { DnsSettings } from "./dns/dns-server.ts";
import type { LocalDns } from "./dns/local-dns.ts";
import { SessionDns } from "./dns/session-dns.ts";
import { Enforcement } from "./enforcement.ts";
import { type PlantedFault, plantedName } from "./faults/planted.ts";
import { type Present, presentOf } from "./present.ts";
import { whyUnenforceable } from "./rules/kinds/index.ts";
import type { Layout, LocalPod } from "./topology/layout.ts";
import { layoutAfter, podsOnlyIn } from "./topology/layout-change.ts";
import { attachScript, detachScript, namespacesScript, topologyScript } from "./topology/topology.ts";

const NOTE = "enforcement is netverdict's own nftables compiler on this machine, not a CNI";

/** Says why an API server would refuse a manifest, if it would. */
export type RefusalOf = (manifest: Readonly<Record<string, unknown>>) => string | undefined;

/** What a session is made of. */
export interface SessionParts {
  readonly box: Box;
  readonly layout: Layout;
  readonly world: World;
  readonly sentinelNamespace: Namespace;
  readonly agents: AgentSettings;
  /** The DNS, or why there is none. */
  readonly dns: LocalDns | { readonly none: string };
  readonly dnsSettings: DnsSettings;
  readonly refusalOf: RefusalOf;
  /** What the rules do wrong, if they do. */
  readonly planted?: PlantedFault;
}

/** A cluster in a box. It owns the box: disposing closes it, with everything inside. */
export class LocalSession implements ClusterSession {
  readonly facts: ClusterFacts;
  readonly sentinels: readonly Pod[];
  readonly sentinelNamespace: Namespace;
  readonly #box: Box;
  readonly #agents: PodAgents;
  readonly #dns: SessionDns;
  readonly #refusalOf: RefusalOf;
  readonly #enforcement: Enforcement;
  readonly #clusterIps: Addresses;
  #present: Present;

  constructor(parts: SessionParts) {
    const { box, layout, world, sentinelNamespace, agents, dns, dnsSettings, refusalOf, planted } = parts;
    this.facts = factsOf(layout, planted);
    this.sentinels = layout.sentinels;
    this.sentinelNamespace = sentinelNamespace;
    this.#box = box;
    this.#dns = new SessionDns(box, "none" in dns ? undefined : dns, dnsSettings);
    const prefix = (pod: LocalPod) => this.#dns.prefixFor(pod);
    const noDns = "none" in dns ? { noDns: dns.none } : {};
    this.#agents = new PodAgents(box, { ...agents, prefix }, (request) =>
      dialAddress(request, { placements: this.placements, clusterIps: this.clusterIps, ...noDns }),
    );
    this.#refusalOf = refusalOf;
    const isSpared = ({ pod }: LocalPod) =>
      pod.namespace === sentinelNamespace.name && planted?.fault.sentinels !== true;
    this.#enforcement = new Enforcement(box, planted, (local) => !isSpared(local) && this.#isOfLayout(local));
    this.#clusterIps = clusterIpsFor(world.services, layout.families);
    const state = {
      namespaces: [...world.namespaces, sentinelNamespace],
      pods: layout.pods.map(({ pod }) => pod),
      services: world.services,
      policies: [],
    };
    this.#present = presentOf(layout, state, this.#clusterIps);
  }

  get placements(): ReadonlyMap<PodRef, Placement> {
    return this.#present.placements;
  }

  get clusterIps(): Addresses {
    return this.#present.state.clusterIps;
  }

  /** Builds the network and starts the agents. Throws ClusterError; the caller closes. */
  async start(signal: AbortSignal): Promise<void> {
    const { layout, state } = this.#present;
    const all = this.#dns.inLayout(layout);
    const names = [...all.nodes.map(({ name }) => name), ...all.pods.map(({ netns }) => netns)];
    await this.#box.run([namespacesScript(names), ...this.#dns.files()].join("\n"), {
      purpose: "the network namespaces",
      signal,
    });
    // Agents take longest to start, and listening needs no links yet.
    await Promise.all([
      this.#box.run([topologyScript(all), ...this.#dns.routes(), this.#rules()].join("\n"), {
        purpose: "the network",
        signal,
      }),
      this.#agents.start(layout.pods, signal),
      this.#dns.start(state, signal),
    ]);
    this.#enforcement.begin();
  }

  async apply(changes: readonly Change[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { layout, state } = this.#present;
    const accepted = acceptChanges(state, changes);
    checkEnforceable(changes);
    const next = changes.reduce(layoutAfter, layout);
    await this.#move(presentOf(next, accepted, this.#clusterIps), signal);
  }

  async refusalOf(manifest: Readonly<Record<string, unknown>>): Promise<string | undefined> {
    return this.#refusalOf(manifest);
  }

  async probe(from: PodRef, batch: ProbeBatch, signal: AbortSignal): Promise<BatchReply> {
    const beganMs = systemClock.now();
    const reply = await this.#agents.channelOf(from).ask(batch, signal);
    return this.#dns.doubted(reply, systemClock.now() - beganMs);
  }

  async diagnose(pod: PodRef): Promise<string> {
    const placement = this.placements.get(pod);
    if (placement === undefined) return `there is no pod ${pod}`;
    const where = `${placement.addresses.join(", ")} on ${placement.node}`;
    const state = [this.#agents.stateOf(pod), this.#box.ended].filter(Boolean).join("; ");
    return `pod ${pod} (${where}): its agent ${state}`;
  }

  async close(): Promise<void> {
    const halted = this.#enforcement.halt();
    // A script that is cut off would count as a failure of the box.
    const closed = halted.finally(() => this.#box.close());
    await Promise.all([this.#agents.close(), this.#dns.close(), closed]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Removes pods that are gone, then brings the rules into force, then joins new pods: none is ever open meanwhile. */
  async #move(next: Present, signal: AbortSignal): Promise<void> {
    const gone = podsOnlyIn(this.#present.layout, next.layout);
    const come = podsOnlyIn(next.layout, this.#present.layout);
    checkProtocols(come.map(({ pod }) => pod));
    await this.#enforcement.halt();
    this.#present = next;
    await this.#agents.stop(gone);
    if (gone.length + come.length > 0)
      await this.#box.run(`${detachScript(gone)}\n${namespacesScript(come.map(({ netns }) => netns))}`, {
        purpose: "the network namespaces of pods that come and go",
        signal,
      });
    await Promise.all([
      this.#box.run(`${this.#rules()}\n${attachScript(come, next.layout.families)}`, {
        purpose: "the rules of the nodes",
        signal,
      }),
      this.#agents.start(come, signal),
      this.#dns.follow(next.state, signal),
    ]);
    this.#enforcement.begin();
  }

  /** The script that makes all nodes enforce what there is at present. */
  #rules(): string {
    const { layout, state } = this.#present;
    const { nodes, pods } = this.#dns.inLayout(layout);
    return this.#enforcement.scriptFor({ nodes, everywhere: pods, state: this.#dns.inState(state) });
  }

  /** The DNS's pod is not. */
  #isOfLayout({ netns }: LocalPod): boolean {
    return this.#present.layout.pods.some((local) => local.netns === netns);
  }
}

function factsOf({ nodes }: Layout, planted: PlantedFault | undefined): ClusterFacts {
  const facts = { kind: "local", name: "local", nodes: nodes.map(({ name }) => name), note: NOTE } as const;
  if (planted === undefined) return facts;
  return {
    ...facts,
    fault: plantedName(planted),
    note: `${NOTE}, and here with a fault planted on purpose: ${planted.fault.title}`,
  };
}

/** @throws ClusterError for a policy of a kind that would not be enforced: what it denies would look open. */
function checkEnforceable(changes: readonly Change[]): void {
  for (const change of changes) {
    const reason = change.action === "apply" ? whyUnenforceable(change.object) : undefined;
    if (reason !== undefined) throw new ClusterError(reason);
  }
}
