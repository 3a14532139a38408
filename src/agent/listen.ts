import { KINDS } from "./kinds/index.ts";
import type { Answer } from "./kinds/probe-kind.ts";
import { type AgentPort, type Identity, type ListenerAnswer, MAX_QUESTION_LENGTH } from "./protocol.ts";
import { StallWatch } from "./stalls.ts";

/** Opens all listeners; resolves when every one is bound, and rejects naming the one that could not be. */
export async function listen(ports: readonly AgentPort[], identity: Identity): Promise<void> {
  const stalls = new StallWatch();
  const answer: Answer = (nonce) => {
    if (nonce.length > MAX_QUESTION_LENGTH) return undefined;
    const message: ListenerAnswer = { ...identity, nonce, stalls: stalls.recent() };
    return `${JSON.stringify(message)}\n`;
  };
  await Promise.all(ports.map(({ port, protocol }) => KINDS[protocol].listen(port, answer)));
}
