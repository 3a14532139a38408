import assert from "node:assert/strict";
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { DnsConfig, ToDns } from "../../src/dns/protocol.ts";
import { dnsProgram } from "../../src/system/dns-program.ts";

const many = Array.from({ length: 60 }, (_, index) => `10.244.1.${index + 1}`);

describe("the DNS server", () => {
  let server: ChildProcessByStdio<Writable, Readable, null>;
  let lines: AsyncIterator<string>;
  let port: number;
  const resolver = new Resolver();

  before(async () => {
    port = await freePort();
    const ports = (["UDP", "TCP"] as const).map((protocol) => ({ port, protocol }));
    const config: DnsConfig = { host: "127.0.0.1", ports };
    server = spawn(process.execPath, [dnsProgram(), JSON.stringify(config)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
    await heard();
    resolver.setServers([`127.0.0.1:${port}`]);
  });
  after(() => server?.kill("SIGKILL"));

  async function heard(): Promise<unknown> {
    const { value } = await lines.next();
    return JSON.parse(value ?? "null");
  }

  async function tell(message: ToDns): Promise<unknown> {
    server.stdin.write(`${JSON.stringify(message)}\n`);
    return heard();
  }

  it("answers what it was told last, and nothing else", async () => {
    await tell({ records: [["a.x", ["10.0.0.1", "fd00::1"]]] });
    assert.deepEqual(await resolver.resolve4("a.x"), ["10.0.0.1"]);
    assert.deepEqual(await resolver.resolve6("A.x"), ["fd00::1"]);
    await tell({ records: [["b.x", ["10.0.0.2"]]] });
    await assert.rejects(resolver.resolve4("a.x"), { code: "ENOTFOUND" });
    assert.deepEqual(await resolver.resolve4("b.x"), ["10.0.0.2"]);
    await tell({});
    assert.deepEqual(await resolver.resolve4("b.x"), ["10.0.0.2"]);
  });

  it("gives over TCP what is too long for UDP", async () => {
    await tell({ records: [["many.x", many]] });
    assert.deepEqual((await resolver.resolve4("many.x")).toSorted(), many.toSorted());
  });

  it("survives what is no query, over UDP and TCP", async () => {
    await tell({ records: [["a.x", ["10.0.0.1"]]] });
    const socket = connect(port, "127.0.0.1");
    socket.write(Buffer.from([0, 5, 1, 2, 3, 4, 5]));
    await once(socket, "close");
    assert.deepEqual(await resolver.resolve4("a.x"), ["10.0.0.1"]);
  });

  it("says when it was not running", async () => {
    server.kill("SIGSTOP");
    const stalls = new Promise((resolve) => setTimeout(resolve, 300)).then(() => {
      server.kill("SIGCONT");
      return tell({});
    });
    const { stalls: seen } = (await stalls) as { stalls: readonly { ms: number }[] };
    assert.ok(
      seen.some(({ ms }) => ms >= 200),
      JSON.stringify(seen),
    );
  });

  it("ends with its stdin", async () => {
    server.stdin.end();
    assert.deepEqual(await once(server, "exit"), [0, null]);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
