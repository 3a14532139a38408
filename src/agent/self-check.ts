import { dialTcp } from "./dial-tcp.ts";
import { dialUdp } from "./dial-udp.ts";
import type { AgentConfig, AgentPort, WireDeaf } from "./protocol.ts";

/** Loopback is quick; a listener that needs longer is as good as deaf. */
const TIMEOUT_MS = 1_000;

/**
 * Dials this pod's own listeners from within, where no policy applies: a target that does not listen would make every
 * denial look right. Returns those that did not answer as themselves.
 */
export async function deafListeners(config: AgentConfig, nonce: string): Promise<readonly WireDeaf[]> {
  const checked = await Promise.all(config.ports.map((port) => check(port, config, nonce)));
  return checked.filter((deaf) => deaf !== undefined);
}

async function check(port: AgentPort, config: AgentConfig, nonce: string): Promise<WireDeaf | undefined> {
  const target = { address: "127.0.0.1", port: port.port, timeoutMs: TIMEOUT_MS, nonce };
  // Port 0 is any free port: conntrack does not decide anything on loopback.
  const { outcome, peer, detail } = await (port.protocol === "TCP"
    ? dialTcp(target)
    : dialUdp(target, { next: () => 0 }));
  if (outcome === "answered" && peer?.pod === config.pod && peer.run === config.run) return undefined;
  const reason = [outcome === "answered" ? "someone else answers" : outcome, detail]
    .filter(Boolean)
    .join(": ");
  return { ...port, reason };
}
