import type { FromAgent, WireReply, WireUnresponsive } from "../agent/protocol.ts";
import { ClusterError } from "../cluster/port.ts";
import { type PromiseWithResolvers, promiseWithResolvers } from "../system/promise-with-resolvers.ts";

/** A whole reply: one a probe, in the order of the probes. */
export interface WholeBatch {
  readonly replies: readonly WireReply[];
  readonly unresponsive: readonly WireUnresponsive[];
}

/** Collects a batch's replies. It is accepted only whole: every id once, and a `bye` with the right count. */
export class BatchInFlight {
  readonly #replies: (WireReply | undefined)[];
  readonly #settle: PromiseWithResolvers<WholeBatch> = promiseWithResolvers();

  constructor(size: number) {
    this.#replies = new Array<WireReply | undefined>(size).fill(undefined);
    // It may be failed before anyone waits for it; whoever does still sees the failure.
    this.#settle.promise.catch(() => undefined);
  }

  get whole(): Promise<WholeBatch> {
    return this.#settle.promise;
  }

  reply(reply: WireReply): void {
    if (!(reply.id in this.#replies) || this.#replies[reply.id] !== undefined) {
      this.fail(new ClusterError(`the agent answered probe ${reply.id}, which is not open`));
    }
    this.#replies[reply.id] = reply;
  }

  bye({ count, unresponsive }: Extract<FromAgent, { type: "bye" }>): void {
    const replies = this.#replies.filter((reply) => reply !== undefined);
    if (replies.length < this.#replies.length)
      this.fail(new ClusterError(`only ${replies.length} of ${this.#replies.length} answers arrived`));
    else if (count !== replies.length)
      this.fail(new ClusterError(`the agent counted ${count} answers, and ${replies.length} arrived`));
    else this.#settle.resolve({ replies, unresponsive });
  }

  fail(error: Error): void {
    this.#settle.reject(error);
  }
}
