import { selects } from "./label-selector.ts";
import type { Labels, Pod, PodRef, Protocol } from "./pod.ts";

/** A Kubernetes Service. `backs` says which pods of its namespace it leads to; a headless one has no address of its own. */
export interface Service {
  readonly ref: PodRef;
  readonly namespace: string;
  readonly name: string;
  readonly backs: { readonly selector: Labels } | { readonly pod: PodRef };
  readonly headless: boolean;
  readonly ports: readonly ServicePort[];
}

/** `targetPort` is a number, or a name that each pod gives to a port of its own. */
export interface ServicePort {
  readonly port: number;
  readonly protocol: Protocol;
  readonly name?: string;
  readonly targetPort: number | string;
}

/** Where a Service's port leads: a pod and the port on which it is reached. */
export interface Endpoint {
  readonly pod: PodRef;
  readonly port: number;
}

/**
 * The endpoints of a Service's port. A pod that lacks a named target port is none (core/v1 ServicePort.targetPort). Who
 * dials a headless Service dials its pods, on the port that was asked for.
 */
export function endpointsOf(service: Service, port: ServicePort, pods: readonly Pod[]): readonly Endpoint[] {
  return pods
    .filter((pod) => isBacking(service, pod))
    .flatMap((pod) => {
      const target = targetPortOf(pod, port);
      return target === undefined ? [] : [{ pod: pod.ref, port: service.headless ? port.port : target }];
    });
}

function isBacking({ namespace, backs }: Service, pod: Pod): boolean {
  if ("pod" in backs) return backs.pod === pod.ref;
  return pod.namespace === namespace && selects({ matchLabels: backs.selector }, pod.labels);
}

function targetPortOf({ ports }: Pod, { targetPort, protocol }: ServicePort): number | undefined {
  if (typeof targetPort === "number") return targetPort;
  return ports.find(
    (served) => served.name === targetPort && served.protocol === protocol && served.declaredIn !== "nowhere",
  )?.port;
}
