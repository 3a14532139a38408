import http from "node:http";
import https from "node:https";
import { type Clock, systemClock } from "../../system/clock.ts";
import { apiError } from "./api-error.ts";
import type { Credentials } from "./credentials.ts";
import { exchange } from "./http-exchange.ts";
import { parseAnswer } from "./parse-answer.ts";
import { type Backoff, retrying } from "./retry.ts";
import { ServerPresence } from "./server-presence.ts";
import { ServerTime } from "./server-time.ts";

/** One call; `path` with its query. Calls are asked again when the server is busy or away: they must bear that. */
export interface ApiCall {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
}

/** The Kubernetes API as plain JSON over few kept connections. Errors are ApiError or TransportError. */
export interface ApiServer {
  readonly credentials: Credentials;
  readonly presence: ServerPresence;
  /** The answer's object; its shape is trusted to be what the API documents for the call. */
  request<T>(call: ApiCall, signal: AbortSignal): Promise<T>;
  /** The answer as text, for logs. */
  text(call: ApiCall, signal: AbortSignal): Promise<string>;
  /** The API server's time in ms since 1970, as its last answer tells. */
  serverTime(): number;
  /** Closes the connections. */
  close(): void;
}

export const API_BACKOFF: Backoff = {
  attempts: 6,
  baseMs: 200,
  capMs: 5_000,
  totalMs: 120_000,
  clock: systemClock,
  random: Math.random,
};

const CONNECTIONS = { keepAlive: true, maxSockets: 16 };

const CALL_TIMEOUT_MS = 20_000;

/** How patient calls are. `timeoutMs` is for the whole answer to one attempt, and counted by `clock`. */
export interface CallSettings {
  readonly backoff?: Backoff;
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  /** Is told in a line when the server stays away, and when it is back. */
  readonly say?: (line: string) => void;
}

export function apiServer(credentials: Credentials, settings: CallSettings = {}): ApiServer {
  const { backoff = API_BACKOFF, timeoutMs = CALL_TIMEOUT_MS, clock = systemClock, say } = settings;
  const presence = new ServerPresence({ clock: backoff.clock, say });
  const agent =
    credentials.server.protocol === "http:" ? new http.Agent(CONNECTIONS) : new https.Agent(CONNECTIONS);

  const serverTime = new ServerTime(clock);

  const once = async (call: ApiCall, signal: AbortSignal): Promise<string> => {
    const url = apiUrl(credentials.server, call.path);
    const options = { agent, ...(await credentials.authorize()), method: call.method, timeoutMs };
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const headers = { ...options.headers, ...bodyHeaders(call.contentType, body) };
    const asked = nameOf(call);
    const answer = await exchange(url, { ...options, headers, asked, clock }, body, signal);
    serverTime.heard(answer.headers.date);
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    throw apiError(asked, { ...answer, retryAfter: answer.headers["retry-after"] });
  };
  const patiently = <T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> =>
    retrying(
      () => presence.during(ask),
      presence.isKnown ? { ...backoff, waitsForReturn: true } : backoff,
      signal,
    );

  return {
    credentials,
    presence,
    text: (call, signal) => patiently(signal, () => once(call, signal)),
    request: <T>(call: ApiCall, signal: AbortSignal): Promise<T> =>
      patiently(signal, async () => parseAnswer<T>(nameOf(call), await once(call, signal))),
    serverTime: () => serverTime.now(),
    close: () => agent.destroy(),
  };
}

function nameOf({ method, path }: ApiCall): string {
  return `${method} ${path}`;
}

/** A path below the server's own, which need not be the root (behind a proxy it is not). */
export function apiUrl(server: URL, path: string): URL {
  return new URL(`${server.pathname.replace(/\/$/, "")}${path}`, server);
}

function bodyHeaders(
  contentType = "application/json",
  body: string | undefined,
): Readonly<Record<string, string>> {
  const accept = { accept: "application/json" };
  if (body === undefined) return accept;
  return { ...accept, "content-type": contentType, "content-length": `${Buffer.byteLength(body)}` };
}
