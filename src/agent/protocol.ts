/**
 * The agent's wire format: NDJSON, one message a line, both ways; the adapters share it.
 *
 * We send `hello`, then any number of `batch`; the agent answers each batch with one `reply` a probe, in any order,
 * and one `bye` with their count. A batch counts only whole: what lacks its `bye` was not measured. A batch without
 * probes asks for the pod's own listeners.
 */

export const PROTOCOL_VERSION = 2;

/** An agent that hears nothing for so long ends itself, since a dropped exec stream does not end its process. */
export const SILENCE_LIMIT_MS = 60_000;

/** What the agent can probe; each has its entry in the agent's table of kinds. */
export const PROBED_PROTOCOLS = ["TCP", "UDP"] as const;

export type ProbedProtocol = (typeof PROBED_PROTOCOLS)[number];

export function isProbed(protocol: string): protocol is ProbedProtocol {
  return (PROBED_PROTOCOLS as readonly string[]).includes(protocol);
}

/** Protocols whose source ports are each used once: conntrack would let an old flow's packets pass. */
export const ONE_USE_SOURCE_PORTS: readonly ProbedProtocol[] = ["UDP"];

/** A question is one nonce; a longer one is not ours. */
export const MAX_QUESTION_LENGTH = 64;

/**
 * How an agent process is started: this, as JSON, is its only argument.
 * `serve` opens the listeners, `dial` speaks this protocol on stdin and stdout, `both` does both;
 * `examine` writes one Examination and ends.
 */
export interface AgentConfig {
  readonly role: "serve" | "dial" | "both" | "examine";
  readonly pod: string;
  readonly run: string;
  readonly ports: readonly AgentPort[];
}

export interface AgentPort {
  readonly port: number;
  readonly protocol: ProbedProtocol;
}

/** `udpPortsUsed`: UDP source ports that earlier agents at this pod's addresses may have used; they are not used again. */
export type ToAgent =
  | { readonly type: "hello"; readonly run: string; readonly udpPortsUsed: number }
  | {
      readonly type: "batch";
      readonly id: number;
      readonly timeoutMs: number;
      readonly launchesPerSecond: number;
      readonly awakeForMs?: number;
      readonly probes: readonly WireProbe[];
    }
  | { readonly type: "ping" };

/** `address` is an IP or a host name; `family` is the one wanted of a name, either of them if it is absent. */
export interface WireProbe {
  readonly id: number;
  readonly address: string;
  readonly family?: 4 | 6;
  readonly port: number;
  readonly protocol: ProbedProtocol;
}

export type FromAgent =
  | { readonly type: "hello"; readonly version: number; readonly pod: string; readonly run: string }
  | WireReply
  | {
      readonly type: "bye";
      readonly batch: number;
      readonly count: number;
      readonly unresponsive: readonly WireUnresponsive[];
    }
  | { readonly type: "pong" };

/** What came of one probe. `unanswered`: a connection was made, and nothing came back over it. */
export const WIRE_OUTCOMES = [
  "answered",
  "unanswered",
  "refused",
  "timeout",
  "unreachable",
  "unresolved",
  "probe-failed",
] as const;

/**
 * `answered` names who answered; whether that is the right one is not the agent's to say. `ms` is how long that took, from
 * the packet that was answered; `lost` is how many were sent before it in vain, if some were.
 */
export interface WireReply {
  readonly type: "reply";
  readonly batch: number;
  readonly id: number;
  readonly outcome: (typeof WIRE_OUTCOMES)[number];
  readonly peer?: Identity;
  readonly ms: number;
  readonly detail?: string;
  readonly lost?: number;
}

export interface WireUnresponsive extends AgentPort {
  readonly reason: string;
}

/** Who a listener is. Every answer carries it beside the nonce of the question. */
export interface Identity {
  readonly pod: string;
  readonly run: string;
}

export interface ListenerAnswer extends Identity {
  readonly nonce: string;
  readonly stalls: readonly Stall[];
}

/** A time in which a listener's process was not running, `ms` long, that ended `agoMs` before the answer. */
export interface Stall {
  readonly agoMs: number;
  readonly ms: number;
}

export function encode(message: ToAgent | FromAgent): string {
  return `${JSON.stringify(message)}\n`;
}
