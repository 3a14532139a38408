import assert from "node:assert/strict";
import { createServer, type Server, type Socket } from "node:net";
import type { AgentConfig, WireProbe } from "../../src/agent/protocol.ts";
import { type AgentProcess, hearBatch, startAgent } from "./agent-process.ts";

export const pace = { timeoutMs: 300, launchesPerSecond: 1000 };

export function both(ports: AgentConfig["ports"]): AgentConfig {
  return { role: "both", pod: "x/a", run: "r1", ports };
}

export async function greeted(config: AgentConfig): Promise<AgentProcess> {
  const agent = startAgent(config);
  agent.say({ type: "hello", run: "r1", udpPortsUsed: 0 });
  assert.deepEqual(await agent.hear(), { type: "hello", version: 1, pod: config.pod, run: config.run });
  return agent;
}

export async function outcomes(
  agent: AgentProcess,
  probes: readonly Omit<WireProbe, "id">[],
): Promise<string[]> {
  agent.say({ type: "batch", id: 1, ...pace, probes: probes.map((probe, id) => ({ id, ...probe })) });
  const { replies } = await hearBatch(agent);
  return replies.toSorted((a, b) => a.id - b.id).map(({ outcome }) => outcome);
}

/** A server that survives the resets by which the agent closes. */
export function server(onSocket: (socket: Socket) => void): Server {
  return createServer((socket) => {
    socket.on("error", () => socket.destroy());
    onSocket(socket);
  });
}

export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return address.port;
}
