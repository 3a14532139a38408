import { encode, type FromAgent, PROTOCOL_VERSION, type ToAgent, type WireProbe } from "../agent/protocol.ts";
import { ClusterError, type ProbeBatch } from "../cluster/port.ts";
import type { Clock } from "../system/clock.ts";
import { promiseWithResolvers } from "../system/promise-with-resolvers.ts";
import type { AgentStream } from "./agent-stream.ts";
import { BatchInFlight, type WholeBatch } from "./batch-in-flight.ts";
import { Heartbeat } from "./heartbeat.ts";
import { parseFromAgent } from "./parse-message.ts";

/** How a batch is to be carried out: timeout and pace. */
export type BatchPace = Omit<ProbeBatch, "probes">;

type Hello = Extract<FromAgent, { type: "hello" }>;

/** One stream to an agent, from hello to its end. When it ends, every batch in flight fails with the reason. */
export class Connection {
  readonly #stream: AgentStream;
  readonly #hello = promiseWithResolvers<Hello>();
  readonly #batches = new Map<number, BatchInFlight>();
  readonly #heartbeat: Heartbeat;
  #nextId = 0;
  #ended: Error | undefined;

  constructor(stream: AgentStream, clock: Clock) {
    this.#stream = stream;
    this.#hello.promise.catch(() => undefined);
    this.#heartbeat = new Heartbeat({
      clock,
      ping: () => this.#send({ type: "ping" }),
      isAwaiting: () => this.#batches.size > 0,
      onDead: (reason) => this.#end(new ClusterError(reason)),
    });
    void this.#read();
  }

  /** Why the stream has ended, once it has. */
  get lost(): Error | undefined {
    return this.#ended;
  }

  /** Introduces the run; resolves when the agent of `pod` has answered. */
  async greet(pod: string, run: string, udpPortsUsed: number): Promise<void> {
    this.#send({ type: "hello", run, udpPortsUsed });
    const hello = await this.#hello.promise;
    if (hello.version !== PROTOCOL_VERSION) {
      throw new ClusterError(
        `the agent speaks version ${hello.version} of the protocol, not ${PROTOCOL_VERSION}`,
      );
    }
    if (hello.pod !== pod || hello.run !== run) {
      throw new ClusterError(
        `the agent of ${hello.pod} of run ${hello.run} answers for ${pod} of run ${run}`,
      );
    }
  }

  ask(probes: readonly WireProbe[], pace: BatchPace): Promise<WholeBatch> {
    const id = this.#nextId++;
    const batch = new BatchInFlight(probes.length);
    this.#batches.set(id, batch);
    if (this.#ended !== undefined) batch.fail(this.#ended);
    else this.#send({ type: "batch", id, probes, ...pace });
    return batch.whole.finally(() => this.#batches.delete(id));
  }

  /** Ends the stream; what is in flight fails with `reason`. */
  async close(reason: Error): Promise<void> {
    this.#end(reason);
    await this.#stream.close();
  }

  #send(message: ToAgent): void {
    this.#stream.send(encode(message));
  }

  async #read(): Promise<void> {
    try {
      for await (const line of this.#stream.lines) this.#hear(parseFromAgent(line));
      this.#lose("the agent's stream ended");
    } catch (error) {
      this.#lose(error instanceof Error ? error.message : String(error), error);
    }
  }

  #hear(message: FromAgent): void {
    this.#heartbeat.heard();
    if (message.type === "hello") this.#hello.resolve(message);
    if (message.type === "reply") this.#batch(message.batch)?.reply(message);
    if (message.type === "bye") this.#batch(message.batch)?.bye(message);
  }

  /** A batch that was asked; undefined once it is settled. */
  #batch(id: number): BatchInFlight | undefined {
    if (id >= this.#nextId) throw new ClusterError(`the agent answered batch ${id}, which was not asked`);
    return this.#batches.get(id);
  }

  /** The stream ended, which nobody asked it to. */
  #lose(reason: string, cause?: unknown): void {
    const ours = this.#heartbeat.ownSuspension();
    const text = ours === undefined ? reason : `${reason} (${ours})`;
    this.#end(new ClusterError(text, { cause }));
  }

  #end(reason: Error): void {
    this.#ended ??= reason;
    this.#heartbeat.stop();
    this.#hello.reject(reason);
    for (const batch of this.#batches.values()) batch.fail(reason);
  }
}
