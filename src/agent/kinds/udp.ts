import { createSocket, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import {
  type DialResult,
  type DialTarget,
  deadline,
  type Question,
  resultOfAnswer,
  resultOfError,
} from "../attempt.ts";
import { now, startTimer } from "../clock.ts";
import type { SourcePorts } from "../source-ports.ts";
import type { Answer, ProbeKind } from "./probe-kind.ts";

export const udp: ProbeKind = {
  dial,
  listen,
  // Port 0 is any free port.
  dialOwn: (target) => dial(target, { next: () => 0 }),
};

/** How a kernel says that it has no IPv6, or was told not to use it. */
const NO_IPV6: readonly string[] = ["EAFNOSUPPORT", "EADDRNOTAVAIL"];

/** When the datagram is sent, as shares of the timeout: one lost packet must not look like a drop. */
const SENDS = [0, 1 / 3, 2 / 3];

/**
 * Sends the nonce from a connected socket, which hears ICMP errors, and waits for the echo. It is sent again on the
 * same socket, each time with another ending, so that the answer says which datagram got through.
 */
async function dial(target: DialTarget, ports: SourcePorts): Promise<DialResult> {
  const opened = await openSocket(target, ports);
  return "outcome" in opened ? opened : ask(opened, target);
}

function ask(socket: Socket, { timeoutMs, nonce }: DialTarget): Promise<DialResult> {
  return new Promise((resolve) => {
    const pending: (() => void)[] = [];
    const questions: Question[] = [];
    const settle = (result: DialResult): void => {
      for (const stop of pending) stop();
      cancel();
      socket.removeAllListeners();
      socket.on("error", () => undefined);
      socket.close();
      resolve(result);
    };
    const cancel = deadline(timeoutMs, settle, () => ({ outcome: "timeout" }));
    socket.on("message", (text) => settle(resultOfAnswer(text.toString("latin1"), questions)));
    socket.on("error", (error) => settle(resultOfError(error)));
    const send = (): void => {
      const question = { nonce: nthNonce(nonce, questions.length), askedMs: now() };
      questions.push(question);
      socket.send(question.nonce, (error) => error && settle(resultOfError(error)));
    };
    for (const share of SENDS) pending.push(startTimer(timeoutMs * share, send));
  });
}

function nthNonce(nonce: string, sentBefore: number): string {
  return sentBefore === 0 ? nonce : `${nonce}.${sentBefore}`;
}

/** A socket on a source port that was never used, connected to the target. */
async function openSocket(target: DialTarget, ports: SourcePorts): Promise<Socket | DialResult> {
  for (let port = ports.next(); port !== undefined; port = ports.next()) {
    const socket = createSocket(isIPv6(target.address) ? "udp6" : "udp4");
    const error = await bindAndConnect(socket, port, target);
    if (error === undefined) return socket;
    socket.close();
    if (error.code !== "EADDRINUSE") return resultOfError(error);
  }
  return { outcome: "probe-failed", detail: "every UDP source port of this pod has been used in this run" };
}

function bindAndConnect(
  socket: Socket,
  port: number,
  target: DialTarget,
): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    socket.once("error", resolve);
    socket.bind({ port, exclusive: true }, () => {
      socket.connect(target.port, target.address, (error?: Error) => {
        socket.removeListener("error", resolve);
        resolve(error);
      });
    });
  });
}

/** One socket a family: whether one socket hears both depends on the machine's `bindv6only`. */
async function listen(port: number, answer: Answer): Promise<void> {
  await listenIn("udp4", port, answer);
  await listenIn("udp6", port, answer).catch((error: unknown) => {
    if (!isWithoutIpv6(error)) throw error;
  });
}

function isWithoutIpv6(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && NO_IPV6.includes(String(cause.code));
}

function listenIn(type: "udp4" | "udp6", port: number, answer: Answer): Promise<void> {
  const socket = createSocket({ type, ipv6Only: type === "udp6", recvBufferSize: 1 << 20 });
  socket.on("message", (question, peer) => {
    const text = answer(question.toString("latin1"));
    // An answer that cannot be sent is one that the dialer will miss and report.
    if (text !== undefined) socket.send(text, peer.port, peer.address, () => undefined);
  });
  return new Promise((resolve, reject) => {
    socket.once("error", (cause) =>
      reject(new Error(`cannot listen on UDP ${port}: ${cause.message}`, { cause })),
    );
    socket.bind({ port, exclusive: true }, () => {
      socket.removeAllListeners("error");
      // ICMP errors for answers of ours are the dialer's business.
      socket.on("error", () => undefined);
      resolve();
    });
  });
}
