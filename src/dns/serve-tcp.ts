import { once } from "node:events";
import { createServer, type Socket } from "node:net";

/** RFC 1035, 4.2.2: each message follows its length in two bytes. */
const LENGTH_BYTES = 2;

/** @param answer - throws for what is not to be answered; the connection is closed then. */
export async function serveTcp(port: number, host: string, answer: (query: Buffer) => Buffer): Promise<void> {
  const server = createServer((socket) => serve(socket, answer));
  server.listen(port, host);
  await once(server, "listening");
}

function serve(socket: Socket, answer: (query: Buffer) => Buffer): void {
  let received = Buffer.alloc(0);
  // The peer may go at any time; then there is nobody to answer.
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    received = Buffer.concat([received, chunk]);
    try {
      for (let query = nextMessage(received); query !== undefined; query = nextMessage(received)) {
        received = received.subarray(LENGTH_BYTES + query.length);
        socket.write(framed(answer(query)));
      }
    } catch {
      socket.destroy();
    }
  });
}

/** The first message of what has come so far, if it is whole. */
function nextMessage(received: Buffer): Buffer | undefined {
  if (received.length < LENGTH_BYTES) return undefined;
  const end = LENGTH_BYTES + received.readUInt16BE();
  return received.length < end ? undefined : received.subarray(LENGTH_BYTES, end);
}

function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}
