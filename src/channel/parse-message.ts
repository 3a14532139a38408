import { isFromAgent } from "../agent/message-shapes.ts";
import type { FromAgent } from "../agent/protocol.ts";
import { ClusterError } from "../cluster/port.ts";

/** Reads one line of the agent's. Throws ClusterError if it is not one of its messages, as a whole. */
export function parseFromAgent(line: string): FromAgent {
  const message = parseJson(line);
  if (isFromAgent(message)) return message;
  throw new ClusterError(`what answers is not the agent: ${JSON.stringify(line.slice(0, 200))}`);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Not JSON is not a message either; the caller says so.
    return undefined;
  }
}
