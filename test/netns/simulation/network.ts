import assert from "node:assert/strict";
import type { Outcome, PodRef, Protocol } from "../../../src/model/index.ts";
import type { AddressAndPort } from "../../../src/netns/rules/match.ts";
import type { Rule, RuleSet, Verdict } from "../../../src/netns/rules/rule.ts";
import type { LocalPod } from "../../../src/netns/topology/layout.ts";
import { holds, type Packet } from "./packet.ts";

/** What becomes of a packet that no rule decides about is what the hooks say: it is accepted. */
type Fate = Exclude<Verdict, { type: "jump" }>;

const REPLY_PORT = 40_000;
const FABRIC = "eth0";
/** How many packets a probe sends before it gives up. */
const SENDS: Readonly<Record<Protocol, number>> = { TCP: 2, UDP: 3, SCTP: 1 };

/** Pods on nodes with rules, between which packets are followed rule by rule: the kernel's part in the local cluster. */
export class Network {
  readonly #pods: readonly LocalPod[];
  readonly #rules: ReadonlyMap<number, ReadonlyMap<string, readonly Rule[]>>;
  readonly #chance: () => number;

  constructor(pods: readonly LocalPod[], ruleSets: ReadonlyMap<number, RuleSet>, chance: () => number) {
    this.#pods = pods;
    this.#rules = new Map([...ruleSets].map(([node, ruleSet]) => [node, byChain(ruleSet)]));
    this.#chance = chance;
  }

  /** What a probe from a pod sees, which sends its first packet again if nothing comes back. */
  probe(from: PodRef, address: string, port: number, protocol: Protocol): Outcome {
    for (let sends = SENDS[protocol]; sends > 1; sends--) {
      const outcome = this.#try(from, address, port, protocol);
      if (outcome !== "timeout") return outcome;
    }
    return this.#try(from, address, port, protocol);
  }

  #try(from: PodRef, address: string, port: number, protocol: Protocol): Outcome {
    const source = this.#pods.find(({ pod }) => pod.ref === from) ?? assert.fail(`there is no pod ${from}`);
    if (source.addresses.includes(address))
      return isListening(source, port, protocol) ? "reachable" : "refused";
    const saddr = source.addresses.find((own) => own.includes(":") === address.includes(":")) ?? "";
    const dialed = { saddr, daddr: address, port, protocol, established: false, original: { address, port } };
    const to = this.#translated(source, { ...dialed, iifname: source.netns, oifname: FABRIC });
    const target = this.#pods.find(({ addresses }) => addresses.includes(to.address));
    const there = { ...dialed, daddr: to.address, port: to.port };
    const back = { ...there, saddr: to.address, daddr: saddr, port: REPLY_PORT, established: true };
    const fate = this.#sent(source, target, there);
    if (fate.type === "reject") return "refused";
    if (fate.type === "drop" || target === undefined) return "timeout";
    if (this.#sent(target, source, back).type !== "accept") return "timeout";
    if (!isListening(target, to.port, protocol)) return "refused";
    const data = { ...there, established: true };
    return protocol === "UDP" || this.#sent(source, target, data).type === "accept"
      ? "reachable"
      : "unanswered";
  }

  /** Where a packet is led that is sent to a Service. */
  #translated(source: LocalPod, packet: Packet): AddressAndPort {
    const fate = this.#walk(source.node.number, "prerouting", packet);
    if (fate?.type !== "dnat") return { address: packet.daddr, port: packet.port };
    return (
      fate.to[this.#chance() % fate.to.length] ?? assert.fail("a Service without endpoints is translated")
    );
  }

  /** Through the node of the source, and that of the target if it is another. */
  #sent(source: LocalPod, target: LocalPod | undefined, packet: Omit<Packet, "iifname" | "oifname">): Fate {
    const isLocal = target?.node.number === source.node.number;
    const out = { ...packet, iifname: source.netns, oifname: isLocal && target ? target.netns : FABRIC };
    const fate = this.#walk(source.node.number, "forward", out) ?? { type: "accept" };
    if (isLocal || target === undefined || fate.type !== "accept") return fate;
    // The node that translated a connection is the only one that knows.
    const original = { address: packet.daddr, port: packet.port };
    const masked = packet.established ? undefined : this.#walk(source.node.number, "postrouting", out);
    const saddr = masked?.type === "snat" ? masked.to : packet.saddr;
    const into = { ...packet, saddr, original, iifname: FABRIC, oifname: target.netns };
    return this.#walk(target.node.number, "forward", into) ?? { type: "accept" };
  }

  #walk(node: number, chain: string, packet: Packet): Fate | undefined {
    for (const { matches, verdict } of this.#rules.get(node)?.get(chain) ?? []) {
      if (!matches.every((match) => holds(match, packet, this.#chance))) continue;
      if (verdict.type === "return") return undefined;
      if (verdict.type !== "jump") return verdict;
      const fate = this.#walk(node, verdict.to, packet);
      if (fate !== undefined) return fate;
    }
    return undefined;
  }
}

function isListening({ pod }: LocalPod, port: number, protocol: Protocol): boolean {
  return pod.ports.some((served) => served.port === port && served.protocol === protocol);
}

function byChain({ chains, rules }: RuleSet): ReadonlyMap<string, readonly Rule[]> {
  return new Map(chains.map(({ name }) => [name, rules.filter(({ chain }) => chain === name)]));
}
