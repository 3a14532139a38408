import { createSocket } from "node:dgram";
import { createServer, type Socket } from "node:net";
import type { AgentPort, Identity, ListenerAnswer } from "./protocol.ts";
import { StallWatch } from "./stalls.ts";

/** A question is one nonce; more than this is not one of ours. */
const MAX_QUESTION_BYTES = 64;

/** How a kernel says that it has no IPv6, or was told not to use it. */
const NO_IPV6: readonly string[] = ["EAFNOSUPPORT", "EADDRNOTAVAIL"];

/** The text that answers a nonce. */
type Answer = (nonce: string) => string;

/** Opens all listeners; resolves when every one is bound, and rejects naming the one that could not be. */
export async function listen(ports: readonly AgentPort[], identity: Identity): Promise<void> {
  const stalls = new StallWatch();
  const answer: Answer = (nonce) => {
    const message: ListenerAnswer = { ...identity, nonce, stalls: stalls.recent() };
    return `${JSON.stringify(message)}\n`;
  };
  await Promise.all(
    ports.map((port) =>
      port.protocol === "TCP" ? listenTcp(port.port, answer) : listenUdpOnBoth(port.port, answer),
    ),
  );
}

/** Without a host it listens on `::`, for both families, or on 0.0.0.0 where the kernel has no IPv6. */
function listenTcp(port: number, answer: Answer): Promise<void> {
  const server = createServer((socket) => answerOnce(socket, answer));
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(new Error(`cannot listen on TCP ${port}: ${error.message}`)));
    server.listen({ port, backlog: 4096 }, resolve);
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
    if (end >= 0) socket.end(answer(question.slice(0, end)));
    else if (question.length > MAX_QUESTION_BYTES) socket.destroy();
  });
}

/** One socket a family: whether one socket hears both depends on the machine's `bindv6only`. */
async function listenUdpOnBoth(port: number, answer: Answer): Promise<void> {
  await listenUdp("udp4", port, answer);
  await listenUdp("udp6", port, answer).catch((error: unknown) => {
    if (!isWithoutIpv6(error)) throw error;
  });
}

function isWithoutIpv6(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && NO_IPV6.includes(String(cause.code));
}

function listenUdp(type: "udp4" | "udp6", port: number, answer: Answer): Promise<void> {
  const socket = createSocket({ type, ipv6Only: type === "udp6", recvBufferSize: 1 << 20 });
  socket.on("message", (question, peer) => {
    if (question.length > MAX_QUESTION_BYTES) return;
    // An answer that cannot be sent is one that the dialer will miss and report.
    socket.send(answer(question.toString("latin1")), peer.port, peer.address, () => undefined);
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
