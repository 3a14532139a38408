import type { IncomingMessage } from "node:http";
import { type ClientOptions, WebSocket } from "ws";
import type { Clock } from "../../system/clock.ts";
import { withDeadline } from "../../system/deadline.ts";
import { onAbort } from "../../system/on-abort.ts";
import { orAborted } from "../../system/or-aborted.ts";
import { apiError, TransportError } from "../api/api-error.ts";
import { apiUrl } from "../api/api-server.ts";
import type { Credentials } from "../api/credentials.ts";
import { asTransportError, textOf } from "../api/http-exchange.ts";
import { EXEC_PROTOCOLS } from "./exec-frames.ts";

/** A command in a container. */
export interface ExecTarget {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
}

/** How long the answer to the handshake may take, in ms. */
export interface HandshakeLimit {
  readonly handshakeMs: number;
  readonly clock: Clock;
}

const MAX_FRAME_BYTES = 16 * 1024 * 1024;

/**
 * Opens the WebSocket of a `pods/exec` call, once. It is paused: nothing is lost before somebody listens.
 *
 * @throws ApiError with the Status' text when the server refuses; TransportError when it cannot be reached or does not
 * answer within `handshakeMs`; the signal's reason when it is aborted.
 */
export async function openExecSocket(
  credentials: Credentials,
  path: string,
  { handshakeMs, clock }: HandshakeLimit,
  signal: AbortSignal,
): Promise<WebSocket> {
  signal.throwIfAborted();
  const url = apiUrl(credentials.server, path);
  const authorization = await credentials.authorize();
  const late = `${url.host} opened no stream to ${podOf(url)}`;
  using deadline = withDeadline(signal, handshakeMs, late, clock);
  try {
    return await openedSocket(url, authorization as ClientOptions, deadline.signal);
  } catch (error) {
    signal.throwIfAborted();
    if (deadline.exceeded) throw new TransportError(`${late} within ${handshakeMs / 1000} s`, true, error);
    throw asTransportError(url, error);
  }
}

/** `x/a` for `…/namespaces/x/pods/a/exec`. */
function podOf({ pathname }: URL): string {
  const [namespace, , name] = pathname.split("/").slice(-4, -1);
  return `pod ${namespace}/${name}`;
}

async function openedSocket(url: URL, authorization: ClientOptions, signal: AbortSignal): Promise<WebSocket> {
  signal.throwIfAborted();
  const socket = new WebSocket(webSocketUrl(url), [...EXEC_PROTOCOLS], {
    ...authorization,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
  });
  const stop = onAbort(signal, () => socket.terminate());
  try {
    await orAborted(opened(socket, url), signal);
    return socket;
  } finally {
    stop();
  }
}

function opened(socket: WebSocket, url: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("open", () => {
      // Frames may have come along with the handshake's answer.
      socket.pause();
      resolve();
    });
    socket.on("error", reject);
    socket.once("unexpected-response", (request, response) => {
      // Without the body the reason would be lost: it is in the Status.
      refusal(url, response)
        .then(reject, reject)
        .finally(() => request.destroy());
    });
  });
}

async function refusal(url: URL, response: IncomingMessage): Promise<Error> {
  const { statusCode: status = 0, statusMessage: statusText = "", headers } = response;
  const asked = `GET ${url.pathname}`;
  const body = await textOf(response);
  // The API server opens a stream or says why not; a page, or a redirection to one, is somebody else's.
  if (status < 400)
    return new TransportError(
      `${asked}: ${status} instead of a stream: ${JSON.stringify(body.slice(0, 80))}`,
      true,
    );
  return apiError(asked, { status, statusText, body, retryAfter: headers["retry-after"] });
}

function webSocketUrl(url: URL): URL {
  const address = new URL(url);
  address.protocol = url.protocol === "http:" ? "ws:" : "wss:";
  return address;
}
