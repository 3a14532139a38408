import http from "node:http";
import https from "node:https";
import { ClusterError } from "../../cluster/port.ts";
import type { Clock } from "../../system/clock.ts";
import { withDeadline } from "../../system/deadline.ts";
import { TransportError } from "./api-error.ts";

export interface HttpAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** `asked` says what is asked for, as in `GET /api/v1/nodes`. */
export interface ExchangeOptions {
  readonly asked: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** What may be better next time. Others, such as a certificate that is not trusted, stay. */
const TRANSIENT_CODES = [
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETDOWN",
  "ENETUNREACH",
  "EPIPE",
  "ETIMEDOUT",
];

/** Node's parser of HTTP: a connection that was cut or mixed up. */
const NO_HTTP = "HPE_";

/**
 * One HTTP request and its whole answer, whatever its status.
 *
 * @throws TransportError when no whole answer came within `timeoutMs`; the signal's reason when it is aborted.
 */
export async function exchange(
  url: URL,
  options: https.RequestOptions & ExchangeOptions,
  body: string | undefined,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const progress: Progress = { connected: false };
  using deadline = withDeadline(signal, options.timeoutMs, `${options.asked}: no answer`, options.clock);
  try {
    const response = await send(url, { ...options, signal: deadline.signal }, body, progress);
    return {
      status: response.statusCode ?? 0,
      statusText: response.statusMessage ?? "",
      headers: response.headers,
      body: await textOf(response),
    };
  } catch (error) {
    signal.throwIfAborted();
    if (deadline.exceeded) throw lateError(url, options, progress, error);
    throw asTransportError(url, error);
  }
}

/** How far a request has come. */
interface Progress {
  connected: boolean;
}

function lateError(
  { origin }: URL,
  { asked, timeoutMs }: ExchangeOptions,
  { connected }: Progress,
  cause: unknown,
): TransportError {
  const happened = connected ? "took the connection but did not answer" : "did not take a connection";
  return new TransportError(`${asked}: ${origin} ${happened} within ${timeoutMs / 1000} s`, true, cause);
}

/** The error for a connection to the API server that failed or could not be made; a ClusterError stays as it is. */
export function asTransportError(url: URL, error: unknown): unknown {
  if (error instanceof ClusterError || !(error instanceof Error)) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const text = error.message || code || "unknown error";
  const isTransient = TRANSIENT_CODES.includes(code) || code.startsWith(NO_HTTP);
  return new TransportError(`${url.host} could not be asked: ${text}`, isTransient, error);
}

function send(
  url: URL,
  options: https.RequestOptions,
  body: string | undefined,
  progress: Progress,
): Promise<http.IncomingMessage> {
  const { request } = url.protocol === "http:" ? http : https;
  const connected = () => {
    progress.connected = true;
  };
  return new Promise((resolve, reject) => {
    request(url, options, resolve)
      .on("error", reject)
      .on("socket", (socket) => (socket.connecting ? socket.once("connect", connected) : connected()))
      .end(body);
  });
}

/** The whole body as text. A connection that ends early makes the iteration throw. */
export async function textOf(response: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
