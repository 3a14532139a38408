import { parseStatus } from "../api/api-error.ts";

/** Subprotocols of the exec WebSocket, best first. Only v5 can close stdin by itself (KEP-4006). */
export const EXEC_PROTOCOLS = ["v5.channel.k8s.io", "v4.channel.k8s.io"] as const;

/** The first byte of each frame says which stream the rest belongs to. */
const STDIN = 0;
export const STDOUT = 1;
export const STDERR = 2;
export const STATUS = 3;
const CLOSE = 255;

/** v5: half-closes stdin. */
export const CLOSE_STDIN = Uint8Array.of(CLOSE, STDIN);

export function stdinFrame(text: string): Uint8Array {
  return Buffer.concat([Uint8Array.of(STDIN), Buffer.from(text, "utf8")]);
}

export interface Frame {
  readonly channel: number;
  readonly payload: Uint8Array;
}

/** A frame's parts; `undefined` for one that is empty, as the server sends to say that a stream is open. */
export function parseFrame(data: Uint8Array): Frame | undefined {
  const [channel] = data;
  return channel === undefined || data.length === 1 ? undefined : { channel, payload: data.subarray(1) };
}

/** Exit codes above this stand for a signal: 128 and its number. */
const SIGNAL_BASE = 128;

/** How the command ended by the status channel: `undefined` for success, else why not. */
export function commandFailure(status: string): string | undefined {
  if (/^\s*\{.*"status"\s*:\s*"Success"/s.test(status)) return undefined;
  const { reason, message } = parseStatus(status);
  const exitCode = Number(/exit code (\d+)$/.exec(message)?.[1] ?? 0);
  if (exitCode > SIGNAL_BASE) return `the command was killed by signal ${exitCode - SIGNAL_BASE}`;
  return message || reason || `the command ended with an unreadable status: ${status.slice(0, 200)}`;
}
