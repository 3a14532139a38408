import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { fileURLToPath } from "node:url";
import type { WireProbe } from "../../src/agent/protocol.ts";
import { hearBatch, startAgent } from "./agent-process.ts";
import { both } from "./greeted.ts";

const CLOCK = fileURLToPath(new URL("./clock-going-back.cjs", import.meta.url));

describe("the agent on a machine whose clock goes back", () => {
  it("answers every batch, where Node's timers would go round for ever", async () => {
    const mute = createSocket("udp4");
    await new Promise<void>((resolve) => mute.bind(0, "127.0.0.1", resolve));
    const ports = [
      { port: 18086, protocol: "TCP" },
      { port: 18086, protocol: "UDP" },
    ] as const;
    await using agent = startAgent(both(ports), ["--expose-internals", "--require", CLOCK]);
    const targets = [...ports, { port: mute.address().port, protocol: "UDP" } as const];
    const probes = Array.from({ length: 30 }, (_, id): WireProbe => {
      const { port, protocol } = targets[id % targets.length] ?? assert.fail();
      return { id, address: "127.0.0.1", port, protocol };
    });
    for (let id = 0; id < 8; id++) {
      agent.say({ type: "batch", id, timeoutMs: 120 + id, launchesPerSecond: 700, probes });
      const { bye, replies } = await hearBatch(agent);
      assert.equal(bye.count, probes.length);
      for (const { ms } of replies) assert.ok(ms >= 0, `a latency of ${ms} ms`);
    }
    mute.close();
  });
});
