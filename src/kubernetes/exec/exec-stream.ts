import { WebSocket } from "ws";
import type { AgentStream } from "../../channel/agent-stream.ts";
import { ClusterError } from "../../cluster/port.ts";
import { type Clock, systemClock } from "../../system/clock.ts";
import { API_BACKOFF, type ApiServer } from "../api/api-server.ts";
import { podPath, withQuery } from "../api/paths.ts";
import { type Backoff, retrying } from "../api/retry.ts";
import {
  CLOSE_STDIN,
  commandFailure,
  EXEC_PROTOCOLS,
  parseFrame,
  STATUS,
  STDERR,
  STDOUT,
  stdinFrame,
} from "./exec-frames.ts";
import { type ExecTarget, openExecSocket } from "./exec-socket.ts";
import { keepAlive } from "./keep-alive.ts";
import { lineQueue } from "./line-queue.ts";

/** How patient a stream is, in ms. */
export interface ExecTimings {
  /** For the answer to the WebSocket's handshake. */
  readonly handshakeMs: number;
  /** Between two pings. */
  readonly pingMs: number;
  /** A peer that has been silent for so long is gone. */
  readonly deadMs: number;
  /** For the command to end after its stdin has been closed. */
  readonly closeMs: number;
  readonly backoff: Backoff;
  /** Counts all of these. */
  readonly clock: Clock;
}

export const EXEC_TIMINGS: ExecTimings = {
  handshakeMs: 10_000,
  pingMs: 5_000,
  deadMs: 15_000,
  closeMs: 2_000,
  backoff: { ...API_BACKOFF, waitsForReturn: true },
  clock: systemClock,
};

/** Beyond this the reader, or the peer, is stuck: lines that wait to be read, bytes that wait to be sent. */
const MAX_WAITING_LINES = 5_000;
const MAX_UNSENT_BYTES = 32 * 1024 * 1024;

const STDERR_TAIL = 1_000;

/**
 * Runs a command in a container, with its stdin and stdout as an AgentStream.
 *
 * @throws ApiError or TransportError when it could not be started, after what is transient has been tried again.
 */
export async function openExecStream(
  { credentials, presence }: Pick<ApiServer, "credentials" | "presence">,
  target: ExecTarget,
  signal: AbortSignal,
  timings: ExecTimings = EXEC_TIMINGS,
): Promise<AgentStream> {
  const { namespace, pod, container, command } = target;
  const path = withQuery(`${podPath(namespace, pod)}/exec`, {
    container,
    command,
    stdin: "true",
    stdout: "true",
    stderr: "true",
  });
  const open = () => presence.during(() => openExecSocket(credentials, path, timings, signal));
  return execStream(await retrying(open, timings.backoff, signal), timings);
}

/** An AgentStream over an open exec WebSocket. Only a status frame makes its end a good one. */
function execStream(socket: WebSocket, timings: ExecTimings): AgentStream {
  const queue = lineQueue(() => socket.isPaused && socket.resume());
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  const stopPinging = keepAlive(socket, timings, (reason) => fail(new ClusterError(reason)));
  let stderr = "";
  let closing = false;

  /** Resolves when the socket is closed, which is forced after a while. */
  const closedOr = async (force: () => void) => {
    const patience = new AbortController();
    const late = timings.clock.wait(timings.closeMs, patience.signal).then(force, () => undefined);
    await closed;
    patience.abort();
    await late;
  };

  const fail = (error: Error) => {
    queue.end(error);
    socket.terminate();
  };
  const onStatus = (status: string) => {
    const failure = commandFailure(status);
    if (failure === undefined || closing) queue.end();
    else queue.end(new ClusterError([failure, stderr.trim()].filter(Boolean).join(": ")));
  };
  socket.on("message", (data: Buffer) => {
    const frame = parseFrame(data);
    if (frame?.channel === STDOUT) queue.write(frame.payload);
    if (frame?.channel === STDERR) stderr = (stderr + Buffer.from(frame.payload)).slice(-STDERR_TAIL);
    if (frame?.channel === STATUS) onStatus(Buffer.from(frame.payload).toString("utf8"));
    if (queue.waiting > MAX_WAITING_LINES && !closing) socket.pause();
  });
  socket.on("error", (error) => queue.end(new ClusterError(`the exec stream broke: ${error.message}`)));
  socket.on("close", (code) => {
    stopPinging();
    queue.end(closing ? undefined : new ClusterError(brokenOff(code, stderr)));
  });
  socket.resume();

  return {
    lines: queue.lines,
    send(text) {
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.send(stdinFrame(text));
      if (socket.bufferedAmount > MAX_UNSENT_BYTES)
        fail(new ClusterError("the agent does not read its stdin"));
    },
    async close() {
      if (!closing) endInput(socket);
      closing = true;
      // A reader that has gone leaves the socket paused, and a paused socket never closes.
      socket.resume();
      await closedOr(() => socket.terminate());
    },
  };
}

/** v5 closes stdin and lets the command end by itself; v4 has no such thing but closing everything. */
function endInput(socket: WebSocket): void {
  if (socket.readyState !== WebSocket.OPEN) return;
  if (socket.protocol === EXEC_PROTOCOLS[0]) socket.send(CLOSE_STDIN);
  else socket.close();
}

function brokenOff(code: number, stderr: string): string {
  return [`the exec stream closed without a status (WebSocket code ${code})`, stderr.trim()]
    .filter(Boolean)
    .join(": ");
}
