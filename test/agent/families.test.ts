import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import { hearBatch } from "./agent-process.ts";
import { both, greeted, listening, outcomes, pace, server } from "./greeted.ts";

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ family, internal }) => internal && family === "IPv6"),
);

describe("the agent's addresses and names", () => {
  it("listens and dials over IPv6 as over IPv4", async function () {
    if (!hasIpv6) {
      console.log("      skipped: this machine has no IPv6");
      this.skip();
    }
    const protocols = ["TCP", "UDP"] as const;
    const ports = protocols.map((protocol) => ({ port: 18084, protocol }));
    await using agent = await greeted(both(ports));
    const dials = ["::1", "127.0.0.1"].flatMap((address) =>
      [...ports, { port: 18999, protocol: "UDP" } as const].map((port) => ({ address, ...port })),
    );
    assert.deepEqual(await outcomes(agent, dials), [
      ...["answered", "answered", "refused"],
      ...["answered", "answered", "refused"],
    ]);
    agent.say({ type: "batch", id: 2, ...pace, probes: [] });
    assert.deepEqual((await hearBatch(agent)).bye.unresponsive, []);
  });

  it("resolves a host name, in the family that is wanted", async () => {
    const server4 = server((socket) => socket.end("four\n"));
    const port = await listening(server4);
    await using agent = await greeted(both([]));
    const probe = { address: "localhost", port, protocol: "TCP" } as const;
    const [overIpv4, overIpv6] = await outcomes(agent, [
      { ...probe, family: 4 },
      { ...probe, family: 6 },
    ]);
    server4.close();
    assert.equal(overIpv4, "answered");
    assert.notEqual(overIpv6, "answered");
  });

  it("says unresolved for a name that does not resolve, with the resolver's error", async () => {
    await using agent = await greeted(both([]));
    // Too long a label to be asked for: nothing is sent.
    const probe = { address: `${"x".repeat(64)}.invalid`, port: 80 } as const;
    agent.say({
      type: "batch",
      id: 1,
      ...pace,
      probes: [
        { id: 0, ...probe, protocol: "TCP" },
        { id: 1, ...probe, protocol: "UDP", family: 6 },
      ],
    });
    const { replies } = await hearBatch(agent);
    for (const { outcome, detail, ms } of replies) {
      assert.equal(outcome, "unresolved");
      assert.match(detail ?? "", /^(ENOTFOUND|EAI_AGAIN|no answer to the DNS query)$/);
      assert.ok(ms < 2 * pace.timeoutMs, `gave up after ${ms} ms`);
    }
  });
});
