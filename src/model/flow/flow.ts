import type { IpFamily, Pod, PodRef } from "../world/pod.ts";
import type { Service } from "../world/service.ts";
import { addressingName, endsOf, type Target, targetsAmong, type Via } from "./target.ts";

/** One conversation that can be tried: from a source pod to a port of a target. */
export interface Flow extends Target {
  readonly source: PodRef;
}

/** Which flows a scenario's cells are. No `families`: one flow each, in the family that the cluster prefers. */
export interface FlowKinds {
  readonly loopback: boolean;
  readonly via: readonly Via[];
  readonly families: readonly IpFamily[];
}

/** `80` for TCP, `53/UDP` otherwise: how ports are written in scenarios and reports. */
export function portName(flow: Pick<Flow, "port" | "protocol">): string {
  return flow.protocol === "TCP" ? `${flow.port}` : `${flow.port}/${flow.protocol}`;
}

/** `x/a -> y/b:80`, with `/UDP`, ` via cluster-ip` and ` over ipv6` where they apply; unique among the flows of a step. */
export function flowName(flow: Flow): string {
  return `${flow.source} -> ${flow.target}:${portName(flow)}${addressingName(flow)}`;
}

/** Whether a flow leads, or may lead, back to its source. */
export function isLoopback(flow: Flow): boolean {
  return endsOf(flow).some(({ pod }) => pod === flow.source);
}

/** Every pod to every target but itself; back to itself too if `loopback`. */
export function flowsAmong(
  state: { readonly pods: readonly Pod[]; readonly services: readonly Service[] },
  { loopback, via, families }: FlowKinds,
): readonly Flow[] {
  const targets = targetsAmong(state, via);
  return state.pods
    .flatMap((source) => targets.map((target): Flow => ({ source: source.ref, ...target })))
    .filter((flow) => loopback || !isLoopback(flow))
    .flatMap((flow) => (families.length === 0 ? [flow] : families.map((family) => ({ ...flow, family }))));
}
