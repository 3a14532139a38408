import { type Endpoint, endsOf, type Flow, type Pod, type PodRef } from "../model/index.ts";

type Pods = ReadonlyMap<PodRef, Pod>;

/** Whether somebody listens wherever a flow may end. */
export function isServed(flow: Flow, pods: Pods): boolean {
  const ends = endsOf(flow);
  return ends.length > 0 && ends.every((end) => listens(end, flow, pods));
}

/** Why nobody answers where a flow leads, and whether that is so at some of its endpoints only. */
export interface Unserved {
  readonly reason: string;
  readonly partly: boolean;
}

/** Undefined if every end of the flow is served. */
export function unservedBy(flow: Flow, pods: Pods): Unserved | undefined {
  const { target, protocol } = flow;
  const ends = endsOf(flow);
  const silent = ends.filter((end) => !listens(end, flow, pods));
  const [first] = silent;
  if (ends.length === 0) return { reason: `${target} has no endpoints`, partly: false };
  if (first === undefined) return undefined;
  const partly = silent.length < ends.length;
  const who = flow.endpoints === undefined ? target : partly ? first.pod : `nobody behind ${target}`;
  const verb = who === target || partly ? "does not listen" : "listens";
  return { reason: `${who} ${verb} on ${protocol} ${first.port}`, partly };
}

function listens({ pod, port }: Endpoint, { protocol }: Flow, pods: Pods): boolean {
  const ports = pods.get(pod)?.ports ?? [];
  return ports.some((served) => served.port === port && served.protocol === protocol);
}
