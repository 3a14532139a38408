import { connect, type Socket } from "node:net";
import { type DialResult, type DialTarget, deadline, resultOfAnswer, resultOfError } from "./attempt.ts";
import { after } from "./clock.ts";

/**
 * Connects, sends the nonce and reads who answers. A second socket starts at half the timeout, so that at least two
 * SYNs are sent before silence is called `timeout`: the kernel's own second SYN comes only after a second.
 */
export function dialTcp(target: DialTarget): Promise<DialResult> {
  return new Promise((resolve) => {
    const sockets: Socket[] = [];
    const settle = (result: DialResult): void => {
      cancelSecond();
      cancel();
      for (const socket of sockets) close(socket);
      resolve(result);
    };
    const open = (): void => {
      sockets.push(ask(target, settle));
    };
    const cancelSecond = after(target.timeoutMs / 2, open);
    const cancel = deadline(target.timeoutMs, settle, () => detailOf(sockets));
    open();
  });
}

function ask({ address, port, nonce }: DialTarget, settle: (result: DialResult) => void): Socket {
  const socket = connect({ host: address, port, autoSelectFamily: false });
  let text = "";
  socket.setEncoding("latin1");
  socket.once("connect", () => socket.write(`${nonce}\n`));
  socket.on("data", (chunk: string) => {
    text += chunk;
    if (text.includes("\n")) settle(resultOfAnswer(text, nonce));
  });
  socket.on("end", () =>
    settle(text === "" ? { outcome: "refused", detail: "closed unanswered" } : resultOfAnswer(text, nonce)),
  );
  socket.on("error", (error) => settle(resultOfError(error)));
  return socket;
}

/** Connected sockets are reset, so that no TIME_WAIT and no conntrack entry of theirs outlives the probe. */
function close(socket: Socket): void {
  if (socket.connecting) socket.destroy();
  else socket.resetAndDestroy();
}

function detailOf(sockets: readonly Socket[]): string {
  return sockets.some((socket) => !socket.connecting) ? "connected, but nothing answered" : "";
}
