import { createSocket } from "node:dgram";
import { once } from "node:events";

/** Many pods may ask at the same moment; the kernel gives as much of it as it allows. */
const QUEUE_BYTES = 1 << 20;

/** @param answer - throws for what is not to be answered. */
export async function serveUdp(port: number, host: string, answer: (query: Buffer) => Buffer): Promise<void> {
  const socket = createSocket({
    type: host.includes(":") ? "udp6" : "udp4",
    recvBufferSize: QUEUE_BYTES,
  });
  socket.on("message", (query, { port: to, address }) => {
    try {
      socket.send(answer(query), to, address, () => undefined);
    } catch {
      // Who sends what is no query gets no answer, as from any server.
    }
  });
  socket.bind(port, host);
  await once(socket, "listening");
}
