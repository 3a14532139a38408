import type { ClusterSession, ProbeRequest } from "../../src/cluster/port.ts";
import {
  endpointsOf,
  type IpFamily,
  type Outcome,
  type Pod,
  type PodRef,
  type Protocol,
  type Service,
  type Via,
} from "../../src/model/index.ts";

/** `x/a -> y/b:80` or `x/a -> y/b:53/UDP via cluster-ip over ipv6`. */
export type FlowText = `${PodRef} -> ${PodRef}:${string}`;

/** Enough for an answer on a busy machine; a connection without data may have been too slow, and is tried again. */
const TIMEOUTS_MS = [1_000, 3_000, 5_000];

/** What Services lead to. */
export interface Backing {
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
}

/** Probes flows once, all at the same time, and tells their outcomes in their order. */
export function tryFlows(
  session: ClusterSession,
  flows: readonly FlowText[],
  backing: Backing = { pods: [], services: [] },
): Promise<readonly Outcome[]> {
  return Promise.all(flows.map((flow) => tryFlow(session, flow, backing)));
}

async function tryFlow(session: ClusterSession, flow: FlowText, backing: Backing): Promise<Outcome> {
  const [, from = "", to = "", port = "", protocol = "TCP", via, family] =
    flow.match(/^(.+) -> (.+):(\d+)(?:\/(\w+))?(?: via (\S+))?(?: over (\w+))?$/) ?? [];
  const probe: ProbeRequest = {
    target: to as PodRef,
    port: Number(port),
    protocol: protocol as Protocol,
    ...(via === undefined ? {} : { via: via as Via, ...endpointsBehind(to, Number(port), backing) }),
    ...(family === undefined ? {} : { family: family as IpFamily }),
  };
  let outcome: Outcome = "unanswered";
  for (const timeoutMs of TIMEOUTS_MS) {
    const batch = { probes: [probe], timeoutMs, launchesPerSecond: 1000 };
    const { observations } = await session.probe(from as PodRef, batch, new AbortController().signal);
    outcome = observations[0]?.outcome ?? "probe-failed";
    if (outcome !== "unanswered") break;
  }
  return outcome;
}

function endpointsBehind(
  ref: string,
  number: number,
  { pods, services }: Backing,
): Pick<ProbeRequest, "endpoints"> {
  const service = services.find((each) => each.ref === ref);
  const port = service?.ports.find((each) => each.port === number);
  return { endpoints: service && port ? endpointsOf(service, port, pods) : [] };
}
