import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { CallDamage } from "./network-fault.ts";

export interface WholeAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Gives the answer, or what the damage makes of it. */
export function damaged(damage: CallDamage | undefined, response: ServerResponse, answer: WholeAnswer): void {
  const { status, headers, body } = answer;
  const { "transfer-encoding": _, connection: __, ...others } = headers;
  const write = (bytes: Uint8Array, length = bytes.length) => {
    response.writeHead(status, { ...others, "content-length": length });
    response.write(bytes);
  };
  switch (damage?.do) {
    case "reset":
      return void (response.socket as Socket | null)?.resetAndDestroy();
    case "silence":
      return;
    case "garbage":
      return void response.socket?.end("\u0015\u0003\u0001 this is not what was asked for\r\n");
    case "answer":
      response.writeHead(damage.status, { "content-type": "application/json", ...damage.headers });
      return void response.end(damage.body);
    case "cut":
      write(body.subarray(0, damage.bytes), body.length);
      return void response.socket?.end();
    case "shorten":
      write(body.subarray(0, damage.bytes));
      return void response.end();
    default:
      write(body);
      return void response.end();
  }
}

/** What happens to a call for a stream that is not to be opened. */
export function refuse(damage: CallDamage, client: Duplex): void {
  switch (damage.do) {
    case "silence":
      return;
    case "answer": {
      const lines = Object.entries(damage.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
      const length = `content-length: ${Buffer.byteLength(damage.body)}\r\n`;
      return void client.end(
        `HTTP/1.1 ${damage.status} Refused\r\n${length}${lines.join("")}\r\n${damage.body}`,
      );
    }
    case "garbage":
      return void client.end("\u0015\u0003\u0001 this is not what was asked for\r\n");
    default:
      return void client.destroy();
  }
}

export function handshake({ statusMessage = "", rawHeaders }: IncomingMessage): string {
  const lines = rawHeaders.map((text, index) => `${text}${index % 2 === 0 ? ": " : "\r\n"}`);
  return `HTTP/1.1 101 ${statusMessage}\r\n${lines.join("")}\r\n`;
}
