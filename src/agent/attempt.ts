import { now, startTimer } from "./clock.ts";
import { isListenerAnswer } from "./message-shapes.ts";
import type { Identity, Stall, WireReply } from "./protocol.ts";

/**
 * What came of dialing one target: the part of a reply that the network decided. `code` is a socket error's, `askedMs` when
 * the packet was sent that was answered, on the agent's clock, if it was not the first.
 */
export type DialResult = Pick<WireReply, "outcome" | "peer" | "detail" | "lost"> & {
  readonly code?: string;
  readonly stalls?: readonly Stall[];
  readonly askedMs?: number;
};

/** A question to a listener: the text that it answers, and when it was sent, on the agent's clock. */
export interface Question {
  readonly nonce: string;
  readonly askedMs: number;
}

/** The longest answer that can be a listener's of ours, its stalls included. */
export const MAX_ANSWER_LENGTH = 65_536;

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

/** What keeps an agent from trying at all: that is not the network's. */
const LACKS: Readonly<Record<string, string>> = {
  EMFILE: "the agent has no file descriptors left",
  ENFILE: "the machine has no file descriptors left",
  EAGAIN: "the machine has no processes or ports left for the agent",
  ENOMEM: "the machine has no memory left for the agent",
  ENOBUFS: "the machine has no buffers left for the agent",
  EADDRNOTAVAIL: "the pod has no such address, or no source port left",
};

/** What a socket error says. An error that is not the network's, such as EMFILE, says that nothing was measured. */
export function resultOfError({ code, message }: NodeJS.ErrnoException): DialResult {
  if (code === undefined) return { outcome: "probe-failed", detail: message };
  const lack = LACKS[code];
  return {
    outcome: OUTCOME_OF_ERROR[code] ?? "probe-failed",
    detail: lack === undefined ? code : `${code}: ${lack}`,
    code,
  };
}

/**
 * Reads a listener's answer to one of the questions of a probe, in the order in which they were sent; one without our nonce
 * is somebody else's. Packets of one flow do not overtake each other: what was sent before the one that is answered is lost.
 */
export function resultOfAnswer(text: string, questions: readonly Question[]): DialResult {
  const answer = parsed(text);
  const lost = isListenerAnswer(answer) ? questions.findIndex(({ nonce }) => nonce === answer.nonce) : -1;
  const asked = questions[lost];
  if (isListenerAnswer(answer) && asked !== undefined) {
    const { pod, run, stalls } = answer;
    const result = { outcome: "answered", peer: { pod, run }, stalls } as const;
    return lost === 0 ? result : { ...result, lost, askedMs: asked.askedMs };
  }
  return { outcome: "answered", peer: nobody, detail: `answered ${JSON.stringify(text.slice(0, 60))}` };
}

const nobody: Identity = { pod: "", run: "" };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: not a listener of ours.
    return undefined;
  }
}

/**
 * Calls `expire` once `timeoutMs` have passed and whatever had arrived by then was handled, with what silence means:
 * nothing if this process was not running. Returns how to cancel it.
 */
export function deadline(
  timeoutMs: number,
  expire: (result: DialResult) => void,
  silence: () => DialResult,
): () => void {
  const due = now() + timeoutMs;
  return startTimer(timeoutMs, () => expire(notScheduled(now() - due, timeoutMs) ?? silence()));
}

function notScheduled(lateMs: number, timeoutMs: number): DialResult | undefined {
  if (lateMs <= Math.max(STARVED_MIN_MS, timeoutMs * STARVED_SHARE)) return undefined;
  return { outcome: "probe-failed", detail: `the agent was not scheduled for ${Math.round(lateMs)} ms` };
}
