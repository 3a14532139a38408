import { ClusterError } from "../../cluster/port.ts";

interface ApiErrorFacts {
  readonly status: number;
  readonly reason: string;
  readonly answer?: string;
  readonly retryAfterMs: number | undefined;
  readonly isReturning?: boolean;
}

/** What the API server answered instead of what was asked for (meta/v1 Status). */
export class ApiError extends ClusterError {
  override readonly name = "ApiError";
  readonly status: number;
  /** The Status' machine-readable reason, such as `AlreadyExists`; empty when the answer was no Status. */
  readonly reason: string;
  /** The server's own words, without ours. */
  readonly answer: string;
  readonly retryAfterMs: number | undefined;
  /** Whether it came from a server that is only coming back, and may answer otherwise later. */
  readonly isReturning: boolean;

  constructor(message: string, facts: ApiErrorFacts) {
    super(message);
    this.status = facts.status;
    this.reason = facts.reason;
    this.answer = facts.answer ?? message;
    this.retryAfterMs = facts.retryAfterMs;
    this.isReturning = facts.isReturning ?? false;
  }

  /** The same, by a server that is only coming back. */
  whileReturning(): ApiError {
    const { status, reason, answer, retryAfterMs } = this;
    return new ApiError(this.message, { status, reason, answer, retryAfterMs, isReturning: true });
  }
}

/** The API server could not be asked. `transient`: asking again may help. */
export class TransportError extends ClusterError {
  override readonly name = "TransportError";
  readonly transient: boolean;

  constructor(message: string, transient: boolean, cause?: unknown) {
    super(message, { cause });
    this.transient = transient;
  }
}

/** An answer of the API server, as far as an error needs it. `retryAfter` is that header. */
export interface RefusedAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly body: string;
  readonly retryAfter: string | undefined;
}

/** The error for an answer that is not a success. `asked` says what had been asked, as in `GET /api/v1/nodes`. */
export function apiError(asked: string, answer: RefusedAnswer, now = Date.now()): ApiError {
  const { reason, message } = parseStatus(answer.body);
  const text = message || answer.body.trim().slice(0, 300) || "no explanation";
  return new ApiError(`${asked}: ${answer.status} ${reason || answer.statusText}: ${text}`, {
    status: answer.status,
    reason,
    answer: text,
    retryAfterMs: parseRetryAfter(answer.retryAfter, now),
  });
}

export function isApiError(error: unknown, status: number): error is ApiError {
  return error instanceof ApiError && error.status === status;
}

/** The reason and message of a Status; both empty when the text is none (a proxy's page, for example). */
export function parseStatus(text: string): { readonly reason: string; readonly message: string } {
  if (!text.trimStart().startsWith("{")) return { reason: "", message: "" };
  try {
    const { reason, message }: { reason?: unknown; message?: unknown } = JSON.parse(text);
    return { reason: asText(reason), message: asText(message) };
  } catch {
    // A body cut short is shown as it came, which says more than a JSON error would.
    return { reason: "", message: "" };
  }
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** A Retry-After header in ms: seconds or an HTTP date (RFC 9110, section 10.2.3). */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
