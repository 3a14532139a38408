import { connect, createServer, type Socket } from "node:net";
import {
  type DialResult,
  type DialTarget,
  deadline,
  MAX_ANSWER_LENGTH,
  resultOfAnswer,
  resultOfError,
} from "../attempt.ts";
import { now, startTimer } from "../clock.ts";
import { MAX_QUESTION_LENGTH } from "../protocol.ts";
import type { Answer, ProbeKind } from "./probe-kind.ts";

export const tcp: ProbeKind = { dial, listen, dialOwn: dial };

/**
 * Connects, sends the nonce and reads who answers. A second socket starts at half the timeout, so that at least two
 * SYNs are sent before silence is called `timeout`: the kernel's own second SYN comes only after a second. If the second
 * one is answered before the first is even connected, the first one's packet was lost.
 */
function dial(target: DialTarget): Promise<DialResult> {
  return new Promise((resolve) => {
    const sockets: Socket[] = [];
    const settle = (result: DialResult): void => {
      cancelSecond();
      cancel();
      for (const socket of sockets) close(socket);
      resolve(result);
    };
    const open = (): void => {
      const earlier = [...sockets];
      const askedMs = now();
      sockets.push(ask(target, (result) => settle(afterLoss(result, earlier, askedMs))));
    };
    const cancelSecond = startTimer(target.timeoutMs / 2, open);
    const cancel = deadline(target.timeoutMs, settle, () => silenceOf(sockets));
    open();
  });
}

function afterLoss(result: DialResult, earlier: readonly Socket[], askedMs: number): DialResult {
  const isLost = earlier.length > 0 && earlier.every((socket) => socket.connecting);
  return result.outcome === "answered" && isLost ? { ...result, lost: earlier.length, askedMs } : result;
}

function ask({ address, port, nonce }: DialTarget, settle: (result: DialResult) => void): Socket {
  const question = { nonce, askedMs: now() };
  const socket = connect({ host: address, port, autoSelectFamily: false });
  let text = "";
  let isConnected = false;
  socket.setEncoding("latin1");
  socket.once("connect", () => {
    isConnected = true;
    socket.write(`${nonce}\n`);
  });
  socket.on("data", (chunk: string) => {
    text += chunk;
    if (text.includes("\n") || text.length > MAX_ANSWER_LENGTH) settle(resultOfAnswer(text, [question]));
  });
  socket.on("end", () => settle(text === "" ? unanswered("then closed") : resultOfAnswer(text, [question])));
  socket.on("error", (error: NodeJS.ErrnoException) =>
    settle(isConnected ? unanswered(`then ${error.code ?? error.message}`) : resultOfError(error)),
  );
  return socket;
}

/** Connected sockets are reset, so that no TIME_WAIT and no conntrack entry of theirs outlives the probe. */
function close(socket: Socket): void {
  if (socket.connecting) socket.destroy();
  else socket.resetAndDestroy();
}

/** The handshake was completed: whatever came after it, the flow was not denied. */
function unanswered(what: string): DialResult {
  return { outcome: "unanswered", detail: `connected, ${what}` };
}

function silenceOf(sockets: readonly Socket[]): DialResult {
  return sockets.some((socket) => !socket.connecting)
    ? unanswered("but nothing came back")
    : { outcome: "timeout" };
}

/** Without a host it listens on `::`, for both families, or on 0.0.0.0 where the kernel has no IPv6. */
function listen(port: number, answer: Answer): Promise<void> {
  const server = createServer((socket) => answerOnce(socket, answer));
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(new Error(`cannot listen on TCP ${port}: ${error.message}`)));
    server.listen({ port, backlog: 4096 }, () => {
      server.removeAllListeners("error");
      // A connection that cannot be accepted is one that its dialer will miss and report.
      server.on("error", () => undefined);
      resolve();
    });
  });
}

function answerOnce(socket: Socket, answer: Answer): void {
  let question = "";
  socket.setEncoding("latin1");
  // A dialer closes by reset, and an unheard socket error would end the listener.
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: string) => {
    question += chunk;
    const end = question.indexOf("\n");
    const text = end < 0 ? undefined : answer(question.slice(0, end));
    if (text !== undefined) socket.end(text);
    else if (end >= 0 || question.length > MAX_QUESTION_LENGTH) socket.destroy();
  });
}
