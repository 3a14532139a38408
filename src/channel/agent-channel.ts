import type { WireProbe } from "../agent/protocol.ts";
import { type BatchReply, ClusterError, type ProbeBatch, type ProbeRequest } from "../cluster/port.ts";
import type { PodRef } from "../model/index.ts";
import type { OpenAgentStream } from "./agent-stream.ts";
import type { WholeBatch } from "./batch-in-flight.ts";
import { Connection } from "./connection.ts";
import { observationOf } from "./observation.ts";

export interface AgentChannelOptions {
  readonly pod: PodRef;
  readonly run: string;
  readonly open: OpenAgentStream;
  /** The address or host name to dial for a probe, asked for each. Throws ClusterError if the target has none. */
  readonly addressOf: (request: ProbeRequest) => string;
  /** Streams that may be opened in all; an agent that is its pod's only process can be reached once. */
  readonly maxStreams: number;
  /** Shared by all channels to agents at one address, also of pods that are gone; one of its own by default. */
  readonly udpPorts?: UdpPortCount;
}

/** How many UDP source ports agents may have used; the channel counts on. */
export interface UdpPortCount {
  used: number;
}

/** One pod's agent, reached over one stream for the whole run; a lost stream is opened again and the batch asked again. */
export interface AgentChannel {
  /** Opens the stream and checks who answers. Resolves when the agent is ready. */
  connect(signal: AbortSignal): Promise<void>;
  /** Sends a batch and resolves with its whole reply. Throws ClusterError when that could not be had. */
  ask(batch: ProbeBatch, signal: AbortSignal): Promise<BatchReply>;
  close(): Promise<void>;
}

/** How long beyond its own duration a batch may take, a lost stream and a second asking included. */
const SLACK_MS = 10_000;

/** An agent that has not introduced itself by then is not one, or has hung. */
const GREETING_MS = 20_000;

export function agentChannel(options: AgentChannelOptions): AgentChannel {
  return new ReconnectingChannel(options);
}

class ReconnectingChannel implements AgentChannel {
  readonly #options: AgentChannelOptions;
  #connection: Connection | undefined;
  #connecting: Promise<Connection> | undefined;
  readonly #udpPorts: UdpPortCount;
  #streamsOpened = 0;
  #lastLoss = "";

  constructor(options: AgentChannelOptions) {
    this.#options = options;
    this.#udpPorts = options.udpPorts ?? { used: 0 };
  }

  async connect(signal: AbortSignal): Promise<void> {
    try {
      await this.#connected(signal);
    } catch (error) {
      signal.throwIfAborted();
      throw this.#failure(error);
    }
  }

  async ask(batch: ProbeBatch, signal: AbortSignal): Promise<BatchReply> {
    const probes = batch.probes.map((request, id) => this.#wireProbe(request, id));
    const limit = AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(durationMs(batch)) + SLACK_MS)]);
    try {
      return this.#reply(await this.#askUntilWhole(probes, batch, limit), batch);
    } catch (error) {
      signal.throwIfAborted();
      throw this.#failure(limit.aborted ? new Error("the batch was not answered in time") : error);
    }
  }

  async close(): Promise<void> {
    const connection = await this.#connecting?.catch(() => undefined);
    await (connection ?? this.#connection)?.close(new ClusterError("the run is over"));
  }

  #wireProbe(request: ProbeRequest, id: number): WireProbe {
    const { port, protocol, family } = request;
    if (protocol === "SCTP") throw new ClusterError("the agent does not probe SCTP");
    const wanted = family === undefined ? {} : ({ family: family === "ipv4" ? 4 : 6 } as const);
    return { id, address: this.#options.addressOf(request), ...wanted, port, protocol };
  }

  #reply({ replies, unresponsive }: WholeBatch, batch: ProbeBatch): BatchReply {
    const observations = replies.map((reply, index) => {
      const request = batch.probes[index];
      if (request === undefined) throw new ClusterError(`no probe has number ${index}`);
      return observationOf(reply, request, this.#options.run);
    });
    return { observations, unresponsive };
  }

  async #askUntilWhole(
    probes: readonly WireProbe[],
    { probes: _, ...pace }: ProbeBatch,
    limit: AbortSignal,
  ): Promise<WholeBatch> {
    for (;;) {
      const connection = await this.#connected(limit);
      this.#udpPorts.used += probes.filter(({ protocol }) => protocol === "UDP").length;
      try {
        return await orAborted(connection.ask(probes, pace), limit);
      } catch (error) {
        // A batch may be asked again only on a new stream, and only while there is time and a stream left.
        this.#lastLoss = error instanceof Error ? `: ${error.message}` : "";
        if (!connection.alive && !limit.aborted && this.#streamsOpened < this.#options.maxStreams) continue;
        await connection.close(new ClusterError("a batch was not answered"));
        throw error;
      }
    }
  }

  async #connected(signal: AbortSignal): Promise<Connection> {
    if (this.#connection?.alive) return this.#connection;
    this.#connecting ??= this.#open(signal).finally(() => {
      this.#connecting = undefined;
    });
    this.#connection = await this.#connecting;
    return this.#connection;
  }

  async #open(signal: AbortSignal): Promise<Connection> {
    const { pod, run, open, maxStreams } = this.#options;
    if (this.#streamsOpened >= maxStreams) throw new ClusterError(`its stream is gone${this.#lastLoss}`);
    this.#streamsOpened++;
    const connection = new Connection(await open(signal));
    const limit = AbortSignal.timeout(GREETING_MS);
    try {
      await orAborted(connection.greet(pod, run, this.#udpPorts.used), AbortSignal.any([signal, limit]));
      return connection;
    } catch (error) {
      const late = new ClusterError(`it did not introduce itself within ${GREETING_MS / 1000} s`);
      await connection.close(late);
      throw limit.aborted ? late : error;
    }
  }

  #failure(cause: unknown): ClusterError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new ClusterError(`the agent of ${this.#options.pod} could not be asked: ${reason}`, { cause });
  }
}

/** What a batch takes when nothing answers, in ms. */
function durationMs({ probes, launchesPerSecond, timeoutMs }: ProbeBatch): number {
  return (probes.length / launchesPerSecond) * 1000 + timeoutMs;
}

/** The promise, or the signal's reason if that comes first. The promise counts as handled either way. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([aborted, promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
