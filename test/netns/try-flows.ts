import type { ClusterSession } from "../../src/cluster/port.ts";
import type { Outcome, PodRef, Protocol } from "../../src/model/index.ts";

/** `x/a -> y/b:80` or `x/a -> y/b:53/UDP`. */
export type FlowText = `${PodRef} -> ${PodRef}:${string}`;

/** Probes flows once, all at the same time, and tells their outcomes in their order. */
export function tryFlows(session: ClusterSession, flows: readonly FlowText[]): Promise<readonly Outcome[]> {
  return Promise.all(flows.map((flow) => tryFlow(session, flow)));
}

async function tryFlow(session: ClusterSession, flow: FlowText): Promise<Outcome> {
  const [, from = "", to = "", port = "", protocol = "TCP"] =
    flow.match(/^(.+) -> (.+):(\d+)(?:\/(\w+))?$/) ?? [];
  const probe = { target: to as PodRef, port: Number(port), protocol: protocol as Protocol };
  const batch = { probes: [probe], timeoutMs: 400, launchesPerSecond: 1000 };
  const { observations } = await session.probe(from as PodRef, batch, new AbortController().signal);
  return observations[0]?.outcome ?? "probe-failed";
}
