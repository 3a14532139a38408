import { isProbed, ONE_USE_SOURCE_PORTS, type WireProbe } from "../agent/protocol.ts";
import {
  type BatchReply,
  batchDurationMs,
  ClusterError,
  type ProbeBatch,
  type ProbeRequest,
} from "../cluster/port.ts";
import type { PodRef } from "../model/index.ts";
import { type Clock, systemClock } from "../system/clock.ts";
import { withDeadline, within } from "../system/deadline.ts";
import { orAborted } from "../system/or-aborted.ts";
import type { AgentStream, OpenAgentStream } from "./agent-stream.ts";
import type { WholeBatch } from "./batch-in-flight.ts";
import { Connection } from "./connection.ts";
import { HEARTBEAT } from "./heartbeat.ts";
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
  /** The machine's by default. */
  readonly clock?: Clock;
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

/** What an agent may take at most, in ms, however it behaves. */
const LIMITS = {
  /** For its stream to open, attempts that failed included. An adapter may be less patient. */
  openingMs: 120_000,
  /** For its introduction. One that takes longer is no agent, or hangs. */
  greetingMs: 20_000,
  /** Beyond what a batch takes when nothing answers; a stream that is lost and a second asking included. */
  slackMs: HEARTBEAT.impatientMs + HEARTBEAT.limitMs + 10_000,
  closingMs: 10_000,
} as const;

export function agentChannel(options: AgentChannelOptions): AgentChannel {
  return new ReconnectingChannel(options);
}

class ReconnectingChannel implements AgentChannel {
  readonly #options: AgentChannelOptions;
  #connection: Connection | undefined;
  #connecting: Promise<Connection> | undefined;
  readonly #udpPorts: UdpPortCount;
  readonly #clock: Clock;
  #streamsOpened = 0;

  constructor(options: AgentChannelOptions) {
    this.#options = options;
    this.#udpPorts = options.udpPorts ?? { used: 0 };
    this.#clock = options.clock ?? systemClock;
  }

  async connect(signal: AbortSignal): Promise<void> {
    try {
      await this.#connectedAtSecond(signal);
    } catch (error) {
      signal.throwIfAborted();
      throw this.#failure(error);
    }
  }

  async ask(batch: ProbeBatch, signal: AbortSignal): Promise<BatchReply> {
    const probes = batch.probes.map((request, id) => this.#wireProbe(request, id));
    const limitMs = inTenths(batchDurationMs(batch) + LIMITS.slackMs);
    using limit = withDeadline(signal, limitMs, "it did not answer a batch", this.#clock);
    try {
      return this.#reply(await this.#askUntilWhole(probes, batch, limit.signal), batch);
    } catch (error) {
      signal.throwIfAborted();
      throw this.#failure(limit.exceeded ? limit.signal.reason : error);
    }
  }

  async close(): Promise<void> {
    const connection = (await this.#connecting?.catch(() => undefined)) ?? this.#connection;
    if (connection !== undefined) await this.#closeWithin(connection, new ClusterError("the run is over"));
  }

  #wireProbe(request: ProbeRequest, id: number): WireProbe {
    const { port, protocol, family } = request;
    if (!isProbed(protocol)) throw new ClusterError(`the agent does not probe ${protocol}`);
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
      this.#udpPorts.used += probes.filter(({ protocol }) => ONE_USE_SOURCE_PORTS.includes(protocol)).length;
      try {
        return await orAborted(connection.ask(probes, pace), limit);
      } catch (error) {
        // A batch may be asked again only on a new stream, and only while there is time and a stream left.
        const isLost = connection.lost !== undefined;
        if (isLost && !limit.aborted && this.#streamsOpened < this.#options.maxStreams) continue;
        await this.#giveUp(connection, clusterError(error));
        throw error;
      }
    }
  }

  /** A stream that opened and was lost before the agent had introduced itself is opened once more. */
  async #connectedAtSecond(signal: AbortSignal): Promise<void> {
    try {
      await this.#connected(signal);
    } catch (error) {
      const isLost = this.#connection?.lost !== undefined;
      if (signal.aborted || !isLost || this.#streamsOpened >= this.#options.maxStreams) throw error;
      await this.#connected(signal);
    }
  }

  async #connected(signal: AbortSignal): Promise<Connection> {
    const connection = this.#connection;
    if (this.#connecting === undefined && connection !== undefined && connection.lost === undefined)
      return connection;
    this.#connecting ??= this.#open(signal).finally(() => {
      this.#connecting = undefined;
    });
    return await orAborted(this.#connecting, signal);
  }

  async #open(signal: AbortSignal): Promise<Connection> {
    const { pod, run, maxStreams } = this.#options;
    const before = this.#connection;
    const loss = before?.lost ?? new ClusterError("it could not be opened");
    if (before !== undefined) await this.#giveUp(before, loss);
    if (this.#streamsOpened >= maxStreams) throw new ClusterError(`its stream is gone: ${loss.message}`);
    this.#streamsOpened++;
    const connection = new Connection(await this.#stream(signal), this.#clock);
    this.#connection = connection;
    const greet = () => connection.greet(pod, run, this.#udpPorts.used);
    try {
      await within(LIMITS.greetingMs, "it did not introduce itself", signal, greet, this.#clock);
      return connection;
    } catch (error) {
      await this.#giveUp(connection, clusterError(error));
      throw error;
    }
  }

  /** A stream that opens when nobody waits for it any more is closed again. */
  #stream(signal: AbortSignal): Promise<AgentStream> {
    let isAwaited = true;
    const open = async (limit: AbortSignal): Promise<AgentStream> => {
      const stream = await this.#options.open(limit);
      if (!isAwaited) await stream.close();
      return stream;
    };
    const failure = "its stream did not open";
    return within(LIMITS.openingMs, failure, signal, open, this.#clock).finally(() => {
      isAwaited = false;
    });
  }

  /** Closes a connection for another reason than that of closing; if that does not work either, `close` says so. */
  async #giveUp(connection: Connection, reason: ClusterError): Promise<void> {
    await this.#closeWithin(connection, reason).catch(() => undefined);
  }

  async #closeWithin(connection: Connection, reason: ClusterError): Promise<void> {
    const failure = `the agent of ${this.#options.pod} did not end`;
    const never = new AbortController().signal;
    await within(LIMITS.closingMs, failure, never, () => connection.close(reason), this.#clock);
  }

  #failure(cause: unknown): ClusterError {
    const { message } = clusterError(cause);
    return new ClusterError(`the agent of ${this.#options.pod} could not be asked: ${message}`, { cause });
  }
}

/** In ms, for a sentence that tells it in seconds. */
function inTenths(ms: number): number {
  return Math.ceil(ms / 100) * 100;
}

function clusterError(error: unknown): ClusterError {
  return error instanceof ClusterError
    ? error
    : new ClusterError(error instanceof Error ? error.message : String(error), { cause: error });
}
