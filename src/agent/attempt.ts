import { after, now } from "./clock.ts";
import type { Identity, ListenerAnswer, Stall, WireReply } from "./protocol.ts";

/** What came of dialing one target: the part of a reply that the network decided. */
export type DialResult = Pick<WireReply, "outcome" | "peer" | "detail"> & {
  readonly stalls?: readonly Stall[];
};

export interface DialTarget {
  readonly address: string;
  readonly port: number;
  readonly timeoutMs: number;
  readonly nonce: string;
}

/** A timer that fires this much late means that the process was not running, so that silence proves nothing. */
const STARVED_SHARE = 0.25;
const STARVED_MIN_MS = 50;

const OUTCOME_OF_ERROR: Readonly<Record<string, DialResult["outcome"]>> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "refused",
  EPIPE: "refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EHOSTDOWN: "unreachable",
  EACCES: "unreachable",
  EPERM: "unreachable",
  ETIMEDOUT: "timeout",
};

/** What a socket error says. An error that is not the network's, such as EMFILE, says that nothing was measured. */
export function resultOfError(error: NodeJS.ErrnoException): DialResult {
  return {
    outcome: OUTCOME_OF_ERROR[error.code ?? ""] ?? "probe-failed",
    detail: error.code ?? error.message,
  };
}

/** Reads a listener's answer; one without our nonce is somebody else's. */
export function resultOfAnswer(text: string, nonce: string): DialResult {
  const peer = parseAnswer(text);
  if (peer?.nonce === nonce) {
    return { outcome: "answered", peer: { pod: peer.pod, run: peer.run }, stalls: peer.stalls };
  }
  return { outcome: "answered", peer: nobody, detail: `answered ${JSON.stringify(text.slice(0, 60))}` };
}

const nobody: Identity = { pod: "", run: "" };

function parseAnswer(text: string): ListenerAnswer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isAnswer(value) ? value : undefined;
  } catch {
    // Not JSON: not a listener of ours.
    return undefined;
  }
}

function isAnswer(value: unknown): value is ListenerAnswer {
  return (
    typeof value === "object" &&
    value !== null &&
    ["pod", "run", "nonce"].every((key) => typeof Reflect.get(value, key) === "string") &&
    Array.isArray(Reflect.get(value, "stalls"))
  );
}

/**
 * Calls `expire` with the result of silence once `timeoutMs` have passed and whatever had arrived by then was handled.
 * Returns how to cancel it.
 */
export function deadline(
  timeoutMs: number,
  expire: (result: DialResult) => void,
  silence: () => string,
): () => void {
  const due = now() + timeoutMs;
  return after(timeoutMs, () => expire(resultOfSilence(now() - due, timeoutMs, silence())));
}

function resultOfSilence(lateMs: number, timeoutMs: number, detail: string): DialResult {
  if (lateMs > Math.max(STARVED_MIN_MS, timeoutMs * STARVED_SHARE)) {
    return { outcome: "probe-failed", detail: `the agent was not scheduled for ${Math.round(lateMs)} ms` };
  }
  return detail === "" ? { outcome: "timeout" } : { outcome: "timeout", detail };
}
