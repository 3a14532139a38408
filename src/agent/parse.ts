import { isAgentConfig, isToAgent } from "./message-shapes.ts";
import type { AgentConfig, ToAgent } from "./protocol.ts";

/** @throws Error when the argument is none: nobody but us starts an agent. */
export function parseConfig(text: string | undefined): AgentConfig {
  const value = parsed(text ?? "");
  if (isAgentConfig(value)) return value;
  throw new Error(`the agent's argument is not its configuration: ${excerpt(text ?? "")}`);
}

/** @throws Error when the line is no message: going on would leave somebody waiting. */
export function parseToAgent(line: string): ToAgent {
  const value = parsed(line);
  if (isToAgent(value)) return value;
  throw new Error(`what was sent to the agent is no message: ${excerpt(line)}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller says that it is none of ours.
    return undefined;
  }
}

function excerpt(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}
