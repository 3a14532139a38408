import assert from "node:assert/strict";
import { createServer, type Server, type Socket } from "node:net";
import { type AgentConfig, PROTOCOL_VERSION, type WireProbe } from "../../src/agent/protocol.ts";
import { type AgentProcess, hearBatch, startAgent } from "./agent-process.ts";

/** For what answers: a busy machine may take its time. */
export const pace = { timeoutMs: 5_000, launchesPerSecond: 1000 };

/** For what stays silent: a quarter of the timeout is how long a busy machine may keep the agent waiting. */
export const silentPace = { ...pace, timeoutMs: 1_500 };

export function both(ports: AgentConfig["ports"]): AgentConfig {
  return { role: "both", pod: "x/a", run: "r1", ports };
}

export async function greeted(config: AgentConfig): Promise<AgentProcess> {
  const agent = startAgent(config);
  agent.say({ type: "hello", run: "r1", udpPortsUsed: 0 });
  assert.deepEqual(await agent.hear(), {
    type: "hello",
    version: PROTOCOL_VERSION,
    pod: config.pod,
    run: config.run,
  });
  return agent;
}

export async function outcomes(
  agent: AgentProcess,
  probes: readonly Omit<WireProbe, "id">[],
  given = pace,
): Promise<string[]> {
  agent.say({ type: "batch", id: 1, ...given, probes: probes.map((probe, id) => ({ id, ...probe })) });
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
