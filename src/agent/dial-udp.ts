import { createSocket, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import { type DialResult, type DialTarget, deadline, resultOfAnswer, resultOfError } from "./attempt.ts";
import { after } from "./clock.ts";
import type { UdpSourcePorts } from "./udp-source-ports.ts";

/** When the datagram is sent, as shares of the timeout: one lost packet must not look like a drop. */
const SENDS = [0, 1 / 3, 2 / 3];

/**
 * Sends the nonce from a connected socket, which hears ICMP errors, and waits for the echo. It is sent again on the
 * same socket.
 */
export async function dialUdp(target: DialTarget, ports: UdpSourcePorts): Promise<DialResult> {
  const opened = await openSocket(target, ports);
  return "outcome" in opened ? opened : ask(opened, target);
}

function ask(socket: Socket, { timeoutMs, nonce }: DialTarget): Promise<DialResult> {
  return new Promise((resolve) => {
    const pending: (() => void)[] = [];
    const settle = (result: DialResult): void => {
      for (const stop of pending) stop();
      cancel();
      socket.removeAllListeners();
      socket.on("error", () => undefined);
      socket.close();
      resolve(result);
    };
    const cancel = deadline(timeoutMs, settle, () => "");
    socket.on("message", (text) => settle(resultOfAnswer(text.toString("latin1"), nonce)));
    socket.on("error", (error) => settle(resultOfError(error)));
    const send = (): void => socket.send(nonce, (error) => error && settle(resultOfError(error)));
    for (const share of SENDS) pending.push(after(timeoutMs * share, send));
  });
}

/** A socket on a source port that was never used, connected to the target. */
async function openSocket(target: DialTarget, ports: UdpSourcePorts): Promise<Socket | DialResult> {
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
