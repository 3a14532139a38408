/** A proxy on loopback between netverdict and an API server, which does damage as it is told. */
import http, { type IncomingMessage, type Server, type ServerResponse } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Credentials } from "../../../src/kubernetes/api/credentials.ts";
import { bodyOf, damaged, handshake, refuse, type WholeAnswer } from "./answers.ts";
import { FaultPlan } from "./fault-plan.ts";
import type { CallDamage, Direction, NetworkFault } from "./network-fault.ts";
import { relayStream } from "./stream-relay.ts";

export interface FaultProxy {
  readonly url: string;
  readonly port: number;
  /** `METHOD path` of each call that came, upgrades included. */
  readonly calls: readonly string[];
  /** Of each exec stream that was opened, the sizes of its messages by direction. */
  readonly streams: readonly StreamSeen[];
  /** How often the fault that is set has struck. */
  readonly hits: number;
  set(fault: NetworkFault | undefined): void;
  /** Cuts every connection, and takes none for so long. */
  beGone(ms: number): Promise<void>;
  /** From now on nothing passes over the connections that are there, and none of them ends. */
  freeze(): void;
  close(): Promise<void>;
}

export interface StreamSeen {
  readonly path: string;
  readonly messages: Readonly<Record<Direction, number[]>>;
}

export interface ProxyHooks {
  /** Called each time that a fault strikes. */
  readonly onHit: () => void;
  /** Waits for as long as a fault lasts. */
  readonly sleep: (ms: number) => Promise<unknown>;
}

const HOOKS: ProxyHooks = { onHit: () => undefined, sleep };

export async function faultProxy(
  upstream: Credentials,
  hooks: Partial<ProxyHooks> = {},
): Promise<FaultProxy> {
  const proxy = new LoopbackProxy(upstream, { ...HOOKS, ...hooks });
  await proxy.listen();
  return proxy;
}

class LoopbackProxy implements FaultProxy {
  readonly calls: string[] = [];
  readonly streams: StreamSeen[] = [];
  readonly #upstream: Credentials;
  readonly #plan: FaultPlan;
  readonly #hooks: ProxyHooks;
  readonly #connections = new Set<Duplex>();
  readonly #agent: http.Agent;
  #server: Server | undefined;
  #isClosed = false;
  port = 0;

  constructor(upstream: Credentials, hooks: ProxyHooks) {
    this.#upstream = upstream;
    this.#hooks = hooks;
    this.#plan = new FaultPlan(hooks.onHit);
    const isPlain = upstream.server.protocol === "http:";
    this.#agent = isPlain ? new http.Agent({ keepAlive: true }) : new https.Agent({ keepAlive: true });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get hits(): number {
    return this.#plan.hits;
  }

  set(fault: NetworkFault | undefined): void {
    this.#plan.set(fault);
  }

  async listen(): Promise<void> {
    const server = http.createServer((request, response) => void this.#respond(request, response));
    server.on("connection", (socket) => this.#keep(socket));
    server.on("upgrade", (request, socket, head) => void this.#upgrade(request, socket, head));
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    this.port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#goAway();
    this.#agent.destroy();
  }

  async beGone(ms: number): Promise<void> {
    await this.#goAway();
    await this.#hooks.sleep(ms);
    if (!this.#isClosed) await this.listen();
  }

  freeze(): void {
    for (const connection of this.#connections) connection.removeAllListeners("data").pause();
  }

  async #goAway(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = new Promise((resolve) => server?.close(resolve) ?? resolve(undefined));
    for (const connection of this.#connections) connection.destroy();
    await closed;
  }

  #keep(socket: Duplex): void {
    this.#connections.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => this.#connections.delete(socket));
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const damage = this.#damageTo(request);
    if (damage?.do === "gone") return this.beGone(damage.ms);
    if (damage?.do === "delay") await this.#hooks.sleep(damage.ms);
    const isUnasked = damage?.do === "answer" || damage?.do === "garbage";
    if (isUnasked || (damage !== undefined && "when" in damage && damage.when === "before"))
      return damaged(damage, response, { status: 200, headers: {}, body: Buffer.alloc(0) });
    try {
      damaged(damage, response, await this.#forwarded(request, body));
    } catch {
      // What upstream does not answer is not answered here.
      response.destroy();
    }
  }

  #damageTo({ method = "", url = "/" }: IncomingMessage): CallDamage | undefined {
    const { pathname } = new URL(url, "http://proxy");
    this.calls.push(`${method} ${pathname}`);
    return this.#plan.call(method, pathname);
  }

  async #forwarded(request: IncomingMessage, body: Buffer): Promise<WholeAnswer> {
    const sent = await this.#request(request);
    const answered = new Promise<IncomingMessage>((resolve, reject) =>
      sent.on("response", resolve).on("error", reject),
    );
    sent.end(body);
    const answer = await answered;
    return { status: answer.statusCode ?? 0, headers: answer.headers, body: await bodyOf(answer) };
  }

  async #request(request: IncomingMessage): Promise<http.ClientRequest> {
    const { server } = this.#upstream;
    const { headers, ...authorization } = await this.#upstream.authorize();
    const { host: _, ...others } = request.headers;
    const options = {
      ...authorization,
      method: request.method ?? "GET",
      agent: this.#agent,
      headers: { ...others, ...headers },
    };
    const { request: open } = server.protocol === "http:" ? http : https;
    return open(new URL(request.url ?? "/", server), options);
  }

  async #upgrade(request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
    this.#keep(client);
    const damage = this.#damageTo(request);
    if (damage?.do === "gone") return this.beGone(damage.ms);
    if (damage?.do === "delay") await this.#hooks.sleep(damage.ms);
    else if (damage !== undefined) return refuse(damage, client);
    const { pathname } = new URL(request.url ?? "/", "http://proxy");
    const sent = await this.#request(request);
    sent.on("error", () => client.destroy());
    sent.on("response", async (answer) => {
      const body = await bodyOf(answer);
      refuse({ do: "answer", status: answer.statusCode ?? 0, body: body.toString() }, client);
    });
    sent.on("upgrade", (answer, server, first) => {
      this.#keep(server);
      client.write(handshake(answer));
      const seen = {
        path: pathname,
        messages: { "to-us": [], "to-agent": [] } as Record<Direction, number[]>,
      };
      this.streams.push(seen);
      relayStream({
        client,
        server,
        fault: this.#plan.stream(pathname),
        onHit: () => this.#plan.streamHit(),
        sleep: this.#hooks.sleep,
        onMessage: (direction, bytes) => void seen.messages[direction].push(bytes),
      });
      server.unshift(first);
      client.unshift(head);
    });
    sent.end();
  }
}
