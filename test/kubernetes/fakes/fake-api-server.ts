/** An API server on loopback: real HTTP and WebSockets over objects in memory, with faults on demand. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { ApiServer } from "../../../src/kubernetes/api/api-server.ts";
import { apiServer } from "../../../src/kubernetes/api/api-server.ts";
import type { Credentials } from "../../../src/kubernetes/api/credentials.ts";
import type { Backoff } from "../../../src/kubernetes/api/retry.ts";
import { systemClock } from "../../../src/system/clock.ts";
import { type Answer, FakeObjects, type Json } from "./fake-objects.ts";

interface Recorded {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

/** What happens to a call instead of its answer. */
type Fault =
  | "reset"
  | "hang"
  | "garbage"
  | (Answer & { readonly headers?: Readonly<Record<string, string>> });

export interface FakeApiServer {
  readonly url: string;
  readonly objects: FakeObjects;
  readonly recorded: readonly Recorded[];
  /** Every TCP connection that was made. */
  readonly connections: ReadonlySet<Socket>;
  /** Asked about each call, upgrades included; the first fault that it gives is what happens. */
  fault: (call: Recorded) => Fault | undefined;
  /** Has the other end of each exec stream that is accepted. */
  exec: (socket: WebSocket, path: string, query: URLSearchParams) => void;
  /** The exec subprotocols that are spoken. */
  protocols: readonly string[];
  readonly credentials: Credentials;
  readonly api: ApiServer;
  close(): Promise<void>;
}

/** Quick enough for tests, patient enough to be seen. */
export const QUICK_BACKOFF: Backoff = {
  attempts: 4,
  baseMs: 2,
  capMs: 10,
  totalMs: 10_000,
  clock: systemClock,
  random: () => 0.5,
};

export async function fakeApiServer(): Promise<FakeApiServer> {
  const objects = new FakeObjects();
  const recorded: Recorded[] = [];
  const connections = new Set<Socket>();
  const http = createServer().on("connection", (socket) => connections.add(socket));
  const sockets = new WebSocketServer({
    noServer: true,
    autoPong: false,
    handleProtocols: (offered) => [...offered].find((one) => fake.protocols.includes(one)) ?? false,
  });
  const url = await listening(http);
  const credentials: Credentials = {
    context: "fake",
    server: new URL(url),
    authorize: async () => ({ headers: { authorization: "Bearer fake" } }),
  };
  const fake: FakeApiServer = {
    url,
    objects,
    recorded,
    connections,
    fault: () => undefined,
    exec: () => undefined,
    protocols: ["v5.channel.k8s.io", "v4.channel.k8s.io"],
    credentials,
    api: apiServer(credentials, { backoff: QUICK_BACKOFF, timeoutMs: 2_000 }),
    async close() {
      fake.api.close();
      for (const socket of connections) socket.destroy();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  http.on("request", (request, response) => void respond(fake, recorded, request, response));
  http.on("upgrade", (request, socket, head) => {
    const call = record(request, "");
    recorded.push(call);
    const fault = fake.fault(call);
    if (fault === "hang") return;
    if (fault === "reset" || fault === "garbage") socket.destroy();
    else if (fault !== undefined) refuseUpgrade(socket, fault);
    else sockets.handleUpgrade(request, socket, head, (opened) => fake.exec(opened, call.path, call.query));
  });
  return fake;
}

async function respond(
  fake: FakeApiServer,
  recorded: Recorded[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const call = record(request, Buffer.concat(chunks).toString("utf8"));
  recorded.push(call);
  const fault = fake.fault(call);
  if (fault === "hang") return;
  if (fault === "reset") {
    request.socket.resetAndDestroy();
    return;
  }
  if (fault === "garbage") {
    request.socket.end("this is not HTTP\r\n");
    return;
  }
  const body: Json | undefined = call.text === "" ? undefined : JSON.parse(call.text);
  const answer = fault ?? fake.objects.answer(call.method, call.path, call.query, body);
  const headers = { date: new Date(fake.objects.now()).toUTCString(), ...fault?.headers };
  response.writeHead(answer.status, { "content-type": "application/json", ...headers });
  response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
}

function record(request: IncomingMessage, text: string): Recorded {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://fake");
  return {
    method: request.method ?? "",
    path: pathname,
    query: searchParams,
    headers: request.headers,
    text,
  };
}

function refuseUpgrade(socket: Duplex, { status, body, headers = {} }: Exclude<Fault, string>): void {
  const text = JSON.stringify(body);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${status} Refused\r\ncontent-length: ${Buffer.byteLength(text)}\r\n${lines.join("")}\r\n${text}`,
  );
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
