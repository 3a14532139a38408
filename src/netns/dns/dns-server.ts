import type { Stall } from "../../agent/protocol.ts";
import { type BatchReply, ClusterError } from "../../cluster/port.ts";
import type { DnsConfig, Health, ToDns } from "../../dns/protocol.ts";
import { within } from "../../system/deadline.ts";
import { type AgentProcess, startAgent } from "../agents/agent-process.ts";
import type { Box } from "../box/box.ts";
import type { LocalDns } from "./local-dns.ts";

/** How the server is run. `command` starts it, without its configuration; `path` is where programs are looked for. */
export interface DnsSettings {
  readonly command: readonly string[];
  readonly path: string;
  /** How long it may take to answer at first, in ms. */
  readonly startLimitMs: number;
}

/** In ms; what it is told takes it a moment. */
const ANSWER_LIMIT_MS = 5_000;

/** A resolver waits a second before it asks again: a server that slept less has answered in time. */
const LONGEST_STALL_MS = 500;

/** The DNS server in its pod, as a process of ours in a box. */
export class DnsServer {
  readonly #process: AgentProcess;
  readonly #lines: AsyncIterator<string>;
  #last: Promise<Health>;

  constructor(box: Pick<Box, "commandIn">, { local }: LocalDns, settings: DnsSettings) {
    const { command, path, startLimitMs } = settings;
    const config: DnsConfig = {
      host: local.addresses.some((address) => address.includes(":")) ? "::" : "0.0.0.0",
      ports: local.pod.ports.flatMap(({ port, protocol }) =>
        protocol === "SCTP" ? [] : [{ port, protocol }],
      ),
    };
    this.#process = startAgent(box.commandIn(local.netns, [...command, JSON.stringify(config)]), path);
    this.#lines = this.#process.lines[Symbol.asyncIterator]();
    this.#last = this.#health(startLimitMs);
    // Whoever asks next sees it.
    this.#last.catch(() => undefined);
  }

  /** Resolves when these names and no others are answered. Throws ClusterError. */
  async serve(records: ToDns["records"] = [], signal: AbortSignal): Promise<void> {
    await this.#ask({ records });
    signal.throwIfAborted();
  }

  /**
   * A reply in which names that were not resolved count for nothing if the server was not there to be asked.
   *
   * @param forMs - how long ago the batch began.
   */
  async doubted(reply: BatchReply, forMs: number): Promise<BatchReply> {
    if (!reply.observations.some(({ outcome }) => outcome === "unresolved")) return reply;
    const reason = await this.#whyAbsent(forMs);
    if (reason === undefined) return reply;
    const observations = reply.observations.map((each) =>
      each.outcome === "unresolved" ? { outcome: "probe-failed" as const, detail: reason } : each,
    );
    return { ...reply, observations };
  }

  async close(): Promise<void> {
    await this.#process.close();
  }

  async #whyAbsent(forMs: number): Promise<string | undefined> {
    try {
      const { stalls } = await this.#ask({});
      const longest = longestSince(stalls, forMs);
      return longest < LONGEST_STALL_MS ? undefined : `the cluster's DNS was not running for ${longest} ms`;
    } catch (error) {
      if (error instanceof ClusterError) return error.message;
      throw error;
    }
  }

  /** One after the other: answers come in the order of the lines. After one that failed all do. */
  #ask(message: ToDns): Promise<Health> {
    this.#last = this.#last.then(() => {
      this.#process.send(`${JSON.stringify(message)}\n`);
      return this.#health(ANSWER_LIMIT_MS);
    });
    return this.#last;
  }

  async #health(limitMs: number): Promise<Health> {
    const { signal } = new AbortController();
    try {
      const line = await within(limitMs, "no answer", signal, () => this.#lines.next());
      if (line.done !== true) return JSON.parse(line.value);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ClusterError(`the cluster's DNS: ${reason}`, { cause: error });
    }
    throw new ClusterError("the cluster's DNS has ended");
  }
}

function longestSince(stalls: readonly Stall[], forMs: number): number {
  return Math.max(0, ...stalls.filter(({ agoMs }) => agoMs < forMs).map(({ ms }) => ms));
}
