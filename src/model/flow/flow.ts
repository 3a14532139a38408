import type { IpFamily, Pod, PodRef } from "../world/pod.ts";
import type { Service } from "../world/service.ts";
import { addressingName, type Target, targetsAmong, type Via } from "./target.ts";

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
  const { source, target, endpoints } = flow;
  return endpoints === undefined ? target === source : endpoints.some(({ pod }) => pod === source);
}

/** Every target of a state in every way and family in which it is addressed, in their order. */
export function targetsOf(
  state: { readonly pods: readonly Pod[]; readonly services: readonly Service[] },
  { via, families }: Pick<FlowKinds, "via" | "families">,
): readonly Target[] {
  const plain = targetsAmong(state, via);
  if (families.length === 0) return plain;
  return plain.flatMap((target) => families.map((family): Target => ({ ...target, family })));
}

/**
 * Every pod to every target but itself; back to itself too if `loopback`.
 *
 * @param sources - the pods of the state whose flows are wanted.
 */
export function flowsAmong(
  state: { readonly pods: readonly Pod[]; readonly services: readonly Service[] },
  { loopback, via, families }: FlowKinds,
  sources = state.pods,
): readonly Flow[] {
  const targets = targetsOf(state, { via, families });
  // Of thousands of pods these are millions: no list is made that is not the result.
  const flows: Flow[] = [];
  for (const { ref } of sources)
    for (const target of targets) {
      const flow = { source: ref, ...target };
      if (loopback || !isLoopback(flow)) flows.push(flow);
    }
  return flows;
}
