import type { IpFamily, Pod, PodRef, Protocol } from "./pod.ts";
import { type Endpoint, endpointsOf, type Service } from "./service.ts";

/** How a target is addressed: a pod by its IP, a Service by its cluster IP or by its DNS name. */
export const VIAS = ["pod-ip", "cluster-ip", "service"] as const;

export type Via = (typeof VIAS)[number];

/**
 * One conversation that can be tried: from a source pod to a port of a target. The target is a pod if `via` is `pod-ip`
 * or absent; else it is a Service, `port` is the Service's, and `endpoints` are what it leads to in this step.
 * Without `family` it is the one that the target's first address has.
 */
export interface Flow {
  readonly source: PodRef;
  readonly target: PodRef;
  readonly port: number;
  readonly protocol: Protocol;
  readonly via?: Via;
  readonly family?: IpFamily;
  readonly endpoints?: readonly Endpoint[];
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

/** ` via cluster-ip over ipv6`: how a flow is addressed, beginning with a space; empty for a plain pod IP. */
export function addressingName({ via = "pod-ip", family }: Pick<Flow, "via" | "family">): string {
  return `${via === "pod-ip" ? "" : ` via ${via}`}${family === undefined ? "" : ` over ${family}`}`;
}

/** Where a flow may end: at the endpoints of a Service, which may have none; else at its target. */
export function endsOf({ target, port, endpoints }: Omit<Flow, "source">): readonly Endpoint[] {
  return endpoints ?? [{ pod: target, port }];
}

/** What listens where a flow leads, and how it is addressed: equal for flows of several sources. */
export function listenerName(flow: Flow): string {
  return `${flow.target}:${flow.port}/${flow.protocol}${addressingName(flow)}`;
}

/** Whether a flow leads, or may lead, back to its source. */
export function isLoopback(flow: Flow): boolean {
  return endsOf(flow).some(({ pod }) => pod === flow.source);
}

/** Every pod to every served port of every other pod, and of every Service; back to itself too if `loopback`. */
export function flowsAmong(
  { pods, services }: { readonly pods: readonly Pod[]; readonly services: readonly Service[] },
  { loopback, via, families }: FlowKinds,
): readonly Flow[] {
  const targets = via.flatMap((way) =>
    way === "pod-ip" ? podTargets(pods) : serviceTargets(services, pods, way),
  );
  return pods
    .flatMap((source) => targets.map((target): Flow => ({ source: source.ref, ...target })))
    .filter((flow) => loopback || !isLoopback(flow))
    .flatMap((flow) => (families.length === 0 ? [flow] : families.map((family) => ({ ...flow, family }))));
}

type Target = Omit<Flow, "source" | "family">;

function podTargets(pods: readonly Pod[]): readonly Target[] {
  return pods.flatMap(({ ref, ports }) =>
    ports.map(({ port, protocol }) => ({ target: ref, port, protocol })),
  );
}

/** A headless Service has no cluster IP, and can be addressed by its name only. */
function serviceTargets(services: readonly Service[], pods: readonly Pod[], via: Via): readonly Target[] {
  return services
    .filter(({ headless }) => !headless || via === "service")
    .flatMap((service) =>
      service.ports.map((each) => ({
        target: service.ref,
        port: each.port,
        protocol: each.protocol,
        via,
        endpoints: endpointsOf(service, each, pods),
      })),
    );
}
