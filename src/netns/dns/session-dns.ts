import type { BatchReply } from "../../cluster/port.ts";
import type { Box } from "../box/box.ts";
import type { AddressedState } from "../rules/addressed-state.ts";
import type { Layout, LocalPod } from "../topology/layout.ts";
import { routeScript } from "../topology/topology.ts";
import { DnsServer, type DnsSettings } from "./dns-server.ts";
import type { LocalDns } from "./local-dns.ts";
import { recordsOf } from "./records.ts";
import { RESOLVER_FILES, resolvingLike } from "./resolver-files.ts";
import { withDns } from "./with-dns.ts";

/** What a session has by way of DNS; where there is none, everything stays as it would be without. */
export class SessionDns {
  readonly #box: Pick<Box, "commandIn">;
  readonly #dns: LocalDns | undefined;
  readonly #settings: DnsSettings;
  #server: DnsServer | undefined;

  constructor(box: Pick<Box, "commandIn">, dns: LocalDns | undefined, settings: DnsSettings) {
    this.#box = box;
    this.#dns = dns;
    this.#settings = settings;
  }

  /** With its pod, which no change of a scenario's pods concerns. */
  inLayout(layout: Layout): Layout {
    return this.#dns === undefined ? layout : { ...layout, pods: [...layout.pods, this.#dns.local] };
  }

  /** As the rules of nodes see it. */
  inState(state: AddressedState): AddressedState {
    return this.#dns === undefined ? state : withDns(state, this.#dns);
  }

  /** Scripts for the box, before agents are started in it. */
  files(): readonly string[] {
    return this.#dns === undefined ? [] : [RESOLVER_FILES];
  }

  /** Scripts that lead to its pod, once that is joined to its node. */
  routes(): readonly string[] {
    return this.#dns === undefined ? [] : [routeScript(this.#dns.local)];
  }

  /** What stands before the command of an agent. */
  prefixFor(pod: LocalPod): readonly string[] {
    return this.#dns === undefined ? [] : resolvingLike(pod, this.#dns.clusterIps);
  }

  /** Starts the server, if there is one to be; resolves when it answers with the names of `state`. */
  async start(state: AddressedState, signal: AbortSignal): Promise<void> {
    if (this.#dns === undefined) return;
    this.#server = new DnsServer(this.#box, this.#dns, this.#settings);
    await this.follow(state, signal);
  }

  /** Resolves when the names of `state`, and no others, are answered. */
  async follow(state: AddressedState, signal: AbortSignal): Promise<void> {
    await this.#server?.serve(recordsOf(state), signal);
  }

  /** A reply in which names count as unresolved only if the server was there to be asked. */
  async doubted(reply: BatchReply, forMs: number): Promise<BatchReply> {
    return this.#server === undefined ? reply : this.#server.doubted(reply, forMs);
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }
}
