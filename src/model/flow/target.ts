import type { IpFamily, Pod, PodRef, Protocol } from "../world/pod.ts";
import { type Endpoint, endpointsOf, type Service } from "../world/service.ts";

/** How a target is addressed: a pod by its IP, a Service by its cluster IP or by its DNS name. */
export const VIAS = ["pod-ip", "cluster-ip", "service"] as const;

export type Via = (typeof VIAS)[number];

/**
 * Where a flow ends, and how that is addressed. Without `via` it is a pod by its IP. `endpoints` are the pods behind an
 * address that is not a pod's own, at that moment; `port` is the address's own. Without `family` it is the one that the
 * target's first address has.
 */
export interface Target {
  readonly target: PodRef;
  readonly port: number;
  readonly protocol: Protocol;
  readonly via?: Via;
  readonly family?: IpFamily;
  readonly endpoints?: readonly Endpoint[];
}

/** What can be a source or a target at a step, by reference; a Service may have the name of a pod. */
export interface Parties {
  readonly pods: ReadonlyMap<PodRef, Pod>;
  readonly services: ReadonlyMap<PodRef, Service>;
}

interface State {
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
}

/** One way to address targets. */
interface Addressing {
  /** Every target of a state that can be addressed so. */
  readonly targets: (state: State) => readonly Target[];
  /** What such a target is called after; rules mean it by its namespace, name and ports. */
  readonly party: (ref: PodRef, parties: Parties) => Pod | Service | undefined;
}

const toService = {
  party: (ref: PodRef, { services }: Parties) => services.get(ref),
};

/** A further way (a node's port, an address outside) is an entry here, and what is dialed for it in `cluster/dial-address.ts`. */
const ADDRESSINGS: Readonly<Record<Via, Addressing>> = {
  "pod-ip": {
    targets: ({ pods }: State) =>
      pods.flatMap(({ ref, ports }) =>
        ports.map(({ port, protocol }): Target => ({ target: ref, port, protocol })),
      ),
    party: (ref: PodRef, { pods }: Parties) => pods.get(ref),
  },
  "cluster-ip": {
    ...toService,
    // A headless Service has none.
    targets: ({ pods, services }: State) =>
      serviceTargets(
        services.filter(({ headless }) => !headless),
        pods,
        "cluster-ip",
      ),
  },
  service: {
    ...toService,
    targets: ({ pods, services }: State) => serviceTargets(services, pods, "service"),
  },
};

/** Every target that can be addressed in some ways, in their order. */
export function targetsAmong(state: State, vias: readonly Via[]): readonly Target[] {
  return vias.flatMap((via) => ADDRESSINGS[via].targets(state));
}

/** How a target is addressed. */
export function viaOf({ via = "pod-ip" }: Pick<Target, "via">): Via {
  return via;
}

/** The pod or Service that a target is called after; undefined if it is not there. */
export function partyOf(target: Pick<Target, "target" | "via">, parties: Parties): Pod | Service | undefined {
  return ADDRESSINGS[viaOf(target)].party(target.target, parties);
}

/** Where packets to a target may end: at the endpoints behind its address, of which there may be none; else at itself. */
export function endsOf({ target, port, endpoints }: Target): readonly Endpoint[] {
  return endpoints ?? [{ pod: target, port }];
}

/** ` via cluster-ip over ipv6`: how a target is addressed, beginning with a space; empty for a plain pod IP. */
export function addressingName({ via = "pod-ip", family }: Pick<Target, "via" | "family">): string {
  return `${via === "pod-ip" ? "" : ` via ${via}`}${family === undefined ? "" : ` over ${family}`}`;
}

/** What listens at a target, and how it is addressed: unique among the targets of a step. */
export function listenerName(target: Target): string {
  return `${target.target}:${target.port}/${target.protocol}${addressingName(target)}`;
}

function serviceTargets(services: readonly Service[], pods: readonly Pod[], via: Via): readonly Target[] {
  return services.flatMap((service) =>
    service.ports.map((each) => ({
      target: service.ref,
      port: each.port,
      protocol: each.protocol,
      via,
      endpoints: endpointsOf(service, each, pods),
    })),
  );
}
