import { type AgentConfig, isProbed } from "../agent/protocol.ts";
import type { Pod } from "../model/index.ts";

/** What the agent of a pod is told about itself. It serves the ports of the protocols that it can probe. */
export function agentConfig(role: AgentConfig["role"], { ref, ports }: Pod, run: string): AgentConfig {
  const served = ports.flatMap(({ port, protocol }) => (isProbed(protocol) ? [{ port, protocol }] : []));
  return { role, pod: ref, run, ports: served };
}
