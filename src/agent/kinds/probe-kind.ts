import type { DialResult, DialTarget } from "../attempt.ts";
import type { SourcePorts } from "../source-ports.ts";

/** The text that answers a question, which is a nonce; undefined if it cannot be one of ours. */
export type Answer = (question: string) => string | undefined;

/** One way to probe. A kind is a file here and a line in `index.ts`; its protocol is named in `protocol.ts`. */
export interface ProbeKind {
  /** Sends the target's nonce and resolves with what came of it; never later than the target's timeout. */
  dial(target: DialTarget, sourcePorts: SourcePorts): Promise<DialResult>;
  /** Answers questions on a port, in both families; resolves when bound, and rejects naming what could not be. */
  listen(port: number, answer: Answer): Promise<void>;
  /** Dials a listener of this pod over its loopback, where conntrack and policies decide nothing. */
  dialOwn(target: DialTarget): Promise<DialResult>;
}
