import { createSocket } from "node:dgram";
import { connect } from "node:net";
import type { DnsAnswer } from "../examination.ts";
import { dnsQuery, responseCode } from "./dns-query.ts";

/** Where a question goes, and for how long an answer is waited for. */
export interface DnsQuestion {
  readonly server: string;
  readonly port?: number;
  readonly name: string;
  readonly timeoutMs: number;
}

/** The port of RFC 1035. */
const PORT = 53;
const ID = 4321;

/** Asks once more over UDP, where a packet may be lost. */
export async function askOverUdp(question: DnsQuestion): Promise<DnsAnswer> {
  const half = { ...question, timeoutMs: question.timeoutMs / 2 };
  const first = await udpAttempt(half);
  return first.answered ? first : udpAttempt(half);
}

function udpAttempt({ server, port = PORT, name, timeoutMs }: DnsQuestion): Promise<DnsAnswer> {
  const socket = createSocket(server.includes(":") ? "udp6" : "udp4");
  return settledOnce(
    timeoutMs,
    (settle) => {
      socket.on("error", settle.failed);
      socket.on("message", (message) => settle.message(message));
      socket.connect(port, server, () => socket.send(dnsQuery(ID, name)));
    },
    () => socket.close(),
  );
}

/** Over TCP every message comes after its length (RFC 1035, section 4.2.2). */
export function askOverTcp({ server, port = PORT, name, timeoutMs }: DnsQuestion): Promise<DnsAnswer> {
  const query = dnsQuery(ID, name);
  const socket = connect({ host: server, port });
  return settledOnce(
    timeoutMs,
    (settle) => {
      let received = Buffer.alloc(0);
      socket.on("error", settle.failed);
      socket.on("end", () => settle.failed(new Error("the connection was closed without an answer")));
      socket.on("data", (chunk) => {
        received = Buffer.concat([received, chunk]);
        settle.message(received.subarray(2));
      });
      socket.on("connect", () =>
        socket.write(Uint8Array.of(query.length >> 8, query.length & 0xff, ...query)),
      );
    },
    () => socket.destroy(),
  );
}

interface Settle {
  readonly message: (message: Uint8Array) => void;
  readonly failed: (error: Error) => void;
}

function settledOnce(
  timeoutMs: number,
  begin: (settle: Settle) => void,
  end: () => void,
): Promise<DnsAnswer> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const done = (answer: DnsAnswer) => {
      clearTimeout(timer);
      end();
      resolve(answer);
    };
    const timer = setTimeout(
      () => done({ answered: false, reason: `no answer within ${timeoutMs / 1000} s` }),
      timeoutMs,
    );
    begin({
      message: (message) => {
        const code = responseCode(ID, message);
        if (code !== undefined) done({ answered: true, code, ms: performance.now() - startedMs });
      },
      failed: (error) => done({ answered: false, reason: error.message }),
    });
  });
}
