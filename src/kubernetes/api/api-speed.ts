import http from "node:http";
import https from "node:https";
import type { Clock } from "../../system/clock.ts";
import { apiUrl } from "./api-server.ts";
import type { Credentials } from "./credentials.ts";
import { exchange } from "./http-exchange.ts";

/** How fast an API server answers, and how far its clock is ahead of ours; the HTTP header that tells has whole seconds. */
export interface ApiSpeed {
  readonly requests: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Absent if the server does not send its time. */
  readonly clockAheadMs?: number;
}

/** What is asked for: small, in every cluster, and read from its store. */
const PATH = "/api/v1/namespaces/default";

/**
 * Asks an API server so many times, one after another over one connection, whatever it answers.
 *
 * @param clock - measures; `wallClock`, in ms since 1970, is compared with the server's.
 * @throws TransportError when it does not answer.
 */
export async function measureApiSpeed(
  credentials: Credentials,
  { requests, timeoutMs }: { readonly requests: number; readonly timeoutMs: number },
  { clock, wallClock }: { readonly clock: Clock; readonly wallClock: () => number },
  signal: AbortSignal,
): Promise<ApiSpeed> {
  const { Agent } = credentials.server.protocol === "http:" ? http : https;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const durations: number[] = [];
  const differences: number[] = [];
  try {
    // The first also makes the connection, and does not count.
    for (let count = 0; count <= requests; count++) {
      const options = { agent, ...(await credentials.authorize()), method: "GET", timeoutMs, clock };
      const startedMs = clock.now();
      const { headers } = await exchange(
        apiUrl(credentials.server, PATH),
        { ...options, asked: `GET ${PATH}` },
        undefined,
        signal,
      );
      if (count > 0) durations.push(clock.now() - startedMs);
      const serverMs = Date.parse(headers.date ?? "");
      if (!Number.isNaN(serverMs)) differences.push(serverMs + 500 - wallClock());
    }
  } finally {
    agent.destroy();
  }
  const aheadMs = quantile(differences, 0.5);
  return {
    requests,
    p50Ms: quantile(durations, 0.5) ?? 0,
    p95Ms: quantile(durations, 0.95) ?? 0,
    ...(aheadMs === undefined ? {} : { clockAheadMs: aheadMs }),
  };
}

function quantile(values: readonly number[], part: number): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];
}
