import {
  encode,
  type FromAgent,
  PROTOCOL_VERSION,
  SILENCE_LIMIT_MS,
  type ToAgent,
  type WireProbe,
} from "../agent/protocol.ts";
import { ClusterError, type ProbeBatch } from "../cluster/port.ts";
import type { AgentStream } from "./agent-stream.ts";
import { BatchInFlight, promiseWithResolvers, type WholeBatch } from "./batch-in-flight.ts";
import { parseFromAgent } from "./parse-message.ts";

/** How a batch is to be carried out: timeout and pace. */
export type BatchPace = Omit<ProbeBatch, "probes">;

type Hello = Extract<FromAgent, { type: "hello" }>;

/** One stream to an agent, from hello to its end. When it ends, every batch in flight fails with the reason. */
export class Connection {
  readonly #stream: AgentStream;
  readonly #hello = promiseWithResolvers<Hello>();
  readonly #batches = new Map<number, BatchInFlight>();
  readonly #keepAlive: NodeJS.Timeout;
  #nextId = 0;
  #ended: Error | undefined;

  constructor(stream: AgentStream) {
    this.#stream = stream;
    this.#hello.promise.catch(() => undefined);
    this.#keepAlive = setInterval(() => this.#send({ type: "ping" }), SILENCE_LIMIT_MS / 4);
    this.#keepAlive.unref();
    void this.#read();
  }

  get alive(): boolean {
    return this.#ended === undefined;
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
      this.#end(new ClusterError("the agent's stream ended"));
    } catch (error) {
      this.#end(error instanceof Error ? error : new ClusterError(String(error)));
    }
  }

  #hear(message: FromAgent): void {
    if (message.type === "hello") this.#hello.resolve(message);
    if (message.type === "reply") this.#batches.get(message.batch)?.reply(message);
    if (message.type === "bye") this.#batches.get(message.batch)?.bye(message);
  }

  #end(reason: Error): void {
    this.#ended ??= reason;
    clearInterval(this.#keepAlive);
    this.#hello.reject(reason);
    for (const batch of this.#batches.values()) batch.fail(reason);
  }
}
