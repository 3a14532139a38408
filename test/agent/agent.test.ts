import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { hearBatch, startAgent } from "./agent-process.ts";
import { both, greeted, listening, outcomes, pace, server, silentPace } from "./greeted.ts";

describe("the agent", () => {
  it("answers over TCP and UDP with its identity and our nonce", async () => {
    await using agent = await greeted(
      both([
        { port: 18080, protocol: "TCP" },
        { port: 18053, protocol: "UDP" },
      ]),
    );
    agent.say({
      type: "batch",
      id: 7,
      ...pace,
      probes: [
        { id: 0, address: "127.0.0.1", port: 18080, protocol: "TCP" },
        { id: 1, address: "127.0.0.1", port: 18053, protocol: "UDP" },
      ],
    });
    const { replies, bye } = await hearBatch(agent);
    assert.deepEqual(
      replies.map(({ outcome, peer }) => ({ outcome, peer })),
      [
        { outcome: "answered", peer: { pod: "x/a", run: "r1" } },
        { outcome: "answered", peer: { pod: "x/a", run: "r1" } },
      ],
    );
    assert.deepEqual(bye, { type: "bye", batch: 7, count: 2, unresponsive: [] });
  });

  it("says refused for a closed port, over TCP and UDP", async () => {
    await using agent = await greeted(both([]));
    assert.deepEqual(
      await outcomes(agent, [
        { address: "127.0.0.1", port: 18999, protocol: "TCP" },
        { address: "127.0.0.1", port: 18999, protocol: "UDP" },
      ]),
      ["refused", "refused"],
    );
  });

  it("says unanswered for a listener that accepts and stays silent, and timeout where nothing came back", async () => {
    const silent = server(() => undefined);
    const port = await listening(silent);
    const mute = createSocket("udp4");
    await new Promise<void>((resolve) => mute.bind(0, "127.0.0.1", resolve));
    await using agent = await greeted(both([]));
    agent.say({
      type: "batch",
      id: 1,
      ...silentPace,
      probes: [
        { id: 0, address: "127.0.0.1", port, protocol: "TCP" },
        { id: 1, address: "127.0.0.1", port: mute.address().port, protocol: "UDP" },
      ],
    });
    const { replies } = await hearBatch(agent);
    silent.close();
    mute.close();
    assert.deepEqual(
      replies
        .toSorted((one, other) => one.id - other.id)
        .map(({ outcome, detail }) => ({ outcome, ...(detail && { detail }) })),
      [{ outcome: "unanswered", detail: "connected, but nothing came back" }, { outcome: "timeout" }],
    );
    for (const { ms } of replies) assert.ok(ms >= silentPace.timeoutMs - 2, `gave up after ${ms} ms`);
  });

  it("says unanswered, not refused, where a connection was made and then closed or reset", async () => {
    const closing = server((socket) => void socket.once("data", () => socket.end()));
    const resetting = server((socket) => void socket.once("data", () => socket.resetAndDestroy()));
    const ports = [await listening(closing), await listening(resetting)];
    await using agent = await greeted(both([]));
    agent.say({
      type: "batch",
      id: 1,
      ...pace,
      probes: ports.map((port, id) => ({ id, address: "127.0.0.1", port, protocol: "TCP" as const })),
    });
    const { replies } = await hearBatch(agent);
    closing.close();
    resetting.close();
    assert.deepEqual(
      replies.toSorted((one, other) => one.id - other.id).map(({ outcome, detail }) => [outcome, detail]),
      [
        ["unanswered", "connected, then closed"],
        ["unanswered", "connected, then ECONNRESET"],
      ],
    );
  });

  it("does not read for ever what answers without an end", async () => {
    const endless = server((socket) => {
      const write = (): void => {
        while (!socket.destroyed && socket.write("x".repeat(16_384)));
      };
      socket.on("drain", write);
      write();
    });
    const port = await listening(endless);
    await using agent = await greeted(both([]));
    assert.deepEqual(await outcomes(agent, [{ address: "127.0.0.1", port, protocol: "TCP" }]), ["answered"]);
    endless.close();
  });

  it("names nobody when the answer does not carry our nonce", async () => {
    const other = server((socket) => socket.end("SSH-2.0-other\r\n"));
    const port = await listening(other);
    await using agent = await greeted(both([]));
    agent.say({
      type: "batch",
      id: 1,
      ...pace,
      probes: [{ id: 0, address: "127.0.0.1", port, protocol: "TCP" }],
    });
    const { replies } = await hearBatch(agent);
    other.close();
    assert.equal(replies[0]?.outcome, "answered");
    assert.deepEqual(replies[0]?.peer, { pod: "", run: "" });
  });

  it("opens a second connection at half the timeout before it gives up", async () => {
    let connections = 0;
    const silent = server(() => {
      connections++;
    });
    const port = await listening(silent);
    await using agent = await greeted(both([]));
    const probe = { address: "127.0.0.1", port, protocol: "TCP" } as const;
    assert.deepEqual(await outcomes(agent, [probe], silentPace), ["unanswered"]);
    silent.close();
    assert.equal(connections, 2);
  });

  it("sends a UDP question again on the same socket and never uses a source port twice", async () => {
    const sources: number[] = [];
    const mute = createSocket("udp4");
    mute.on("message", (_, peer) => sources.push(peer.port));
    await new Promise<void>((resolve) => mute.bind(0, "127.0.0.1", resolve));
    const probe = { address: "127.0.0.1", port: mute.address().port, protocol: "UDP" } as const;
    await using agent = await greeted(both([]));
    await outcomes(agent, [probe], silentPace);
    await outcomes(agent, [probe], silentPace);
    mute.close();
    assert.equal(sources.length, 6);
    assert.equal(new Set(sources.slice(0, 3)).size, 1);
    assert.equal(new Set(sources).size, 2);
  });

  it("starts behind the UDP source ports that an earlier agent used", async () => {
    const sources: number[] = [];
    const mute = createSocket("udp4");
    mute.on("message", (_, peer) => sources.push(peer.port));
    await new Promise<void>((resolve) => mute.bind(0, "127.0.0.1", resolve));
    await using agent = await greeted(both([]));
    agent.say({ type: "hello", run: "r1", udpPortsUsed: 500 });
    await agent.hear();
    const probe = { address: "127.0.0.1", port: mute.address().port, protocol: "UDP" } as const;
    await outcomes(agent, [probe], silentPace);
    mute.close();
    assert.ok(
      sources.every((port) => port >= 32_768 + 500),
      String(sources),
    );
  });

  it("names a listener of its own that somebody else answers", async () => {
    const thief = server((socket) => socket.end("mine\n"));
    const port = await listening(thief);
    const agent = startAgent({ role: "dial", pod: "x/a", run: "r1", ports: [{ port, protocol: "TCP" }] });
    await using _ = agent;
    agent.say({ type: "batch", id: 1, ...pace, probes: [] });
    const { bye } = await hearBatch(agent);
    thief.close();
    assert.equal(bye.unresponsive.length, 1);
    assert.equal(bye.unresponsive[0]?.port, port);
    assert.match(bye.unresponsive[0]?.reason ?? "", /someone else answers/);
  });

  it("says when its listeners were not running, so that their silence is not taken for a drop", async () => {
    await using agent = await greeted(both([{ port: 18082, protocol: "TCP" }]));
    const health = async (awakeForMs: number): Promise<readonly string[]> => {
      agent.say({ type: "batch", id: 1, ...pace, awakeForMs, probes: [] });
      return (await hearBatch(agent)).bye.unresponsive.map(({ reason }) => reason);
    };
    assert.deepEqual(await health(9_000), []);
    agent.child.kill("SIGSTOP");
    // A quarter of the probe timeout, and a little more.
    await new Promise((resolve) => setTimeout(resolve, pace.timeoutMs / 4 + 100));
    agent.child.kill("SIGCONT");
    assert.match((await health(9_000)).join(), /its process was not running for \d+ ms/);
    assert.deepEqual(await health(0), []);
  });

  it("paces its launches", async () => {
    const target = server((socket) => socket.end("anything\n"));
    const port = await listening(target);
    await using agent = await greeted(both([]));
    const probes = Array.from({ length: 4 }, (_, id) => ({
      id,
      address: "127.0.0.1",
      port,
      protocol: "TCP" as const,
    }));
    const startedMs = performance.now();
    agent.say({ type: "batch", id: 1, ...pace, launchesPerSecond: 10, probes });
    await hearBatch(agent);
    const tookMs = performance.now() - startedMs;
    target.close();
    // The fourth waits for three tenths of a second; timers are exact to a millisecond each way.
    assert.ok(tookMs >= 295, `four launches at 10 a second within ${tookMs} ms`);
  });

  it("ends when its stdin ends", async () => {
    const agent = await greeted(both([{ port: 18081, protocol: "TCP" }]));
    agent.child.stdin.end();
    assert.equal(await agent.exited, 0);
  });

  it("that serves nothing stays until it is told to go", async () => {
    await using idle = startAgent({ role: "serve", pod: "x/a", run: "r1", ports: [] });
    let said = "";
    for await (const chunk of idle.child.stdout) {
      said += String(chunk);
      if (said.includes("listening")) break;
    }
    // Long enough for a process that has nothing to do to end.
    await using other = await greeted(both([]));
    assert.deepEqual([idle.child.exitCode, other.child.exitCode], [null, null]);
    idle.child.kill("SIGTERM");
    assert.equal(await idle.exited, 0);
  });

  for (const [title, argument, line, complaint] of [
    [
      "is no configuration",
      '{"role":"both","pod":"x/a","run":"r1","ports":[{"port":0,"protocol":"TCP"}]}',
      "",
      /not its config/,
    ],
    ["is no message", JSON.stringify(both([])), '{"type":"batch","id":1,"probes":[]}', /is no message/],
  ] as const) {
    it(`ends, and says why, when what it is given ${title}`, async () => {
      const agent = startAgent(argument);
      let stderr = "";
      agent.child.stderr.on("data", (chunk) => {
        stderr += chunk;
      });
      agent.child.stdin.on("error", () => undefined);
      agent.child.stdin.write(`${line}\n`);
      assert.notEqual(await agent.exited, 0);
      assert.match(stderr, complaint);
    });
  }

  it("fails when a port is taken, and says which", async () => {
    const taken = server(() => undefined);
    const port = await listening(taken);
    const agent = startAgent(both([{ port, protocol: "TCP" }]));
    let stderr = "";
    agent.child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    assert.notEqual(await agent.exited, 0);
    taken.close();
    assert.match(stderr, new RegExp(`cannot listen on TCP ${port}`));
  });
});
