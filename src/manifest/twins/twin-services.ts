import { type Pod, podRef, type Service, type ServicePort, selects } from "../../model/index.ts";
import type { KnownService, KnownServicePort } from "../inventory.ts";
import { isAddedByController } from "./controller-labels.ts";
import { latestOf } from "./latest.ts";
import type { Placed } from "./placed.ts";
import { compare } from "./twin-pods.ts";

/** The Services that lead to pods, by name; `leftOut` takes a sentence for each that does not. */
export function twinServices(
  services: readonly Placed<KnownService>[],
  leftOut: string[],
): readonly Service[] {
  return latestOf(services, nameOf, leftOut)
    .filter((service) => isTwin(service, leftOut))
    .map(serviceOf)
    .sort((a, b) => compare(a.ref, b.ref));
}

function nameOf({ namespace, name }: Placed<KnownService>): string {
  return `Service ${namespace}/${name}`;
}

function isTwin(service: Placed<KnownService>, leftOut: string[]): boolean {
  const { externalName, selector, ports } = service;
  const added = Object.keys(selector).find(isAddedByController);
  const reason =
    externalName !== undefined
      ? "stands for a name outside the cluster"
      : Object.keys(selector).length === 0
        ? "has no selector, and its endpoints are not known"
        : added !== undefined
          ? `selects by ${added}, which a controller gives to the pods that it makes`
          : ports.length === 0
            ? "has no ports"
            : undefined;
  if (reason !== undefined) leftOut.push(`${nameOf(service)} is left out: it ${reason}`);
  return reason === undefined;
}

function serviceOf({ namespace, name, selector, headless = false, ports }: Placed<KnownService>): Service {
  const served = ports.map(portOf);
  return { ref: podRef(namespace, name), namespace, name, backs: { selector }, headless, ports: served };
}

function portOf({ name, port, protocol, targetPort }: KnownServicePort): ServicePort {
  return { port, protocol, ...(name === undefined ? {} : { name }), targetPort };
}

/**
 * The pods, with the ports to which Services lead by number although no container declares them: that need not be
 * declared, and is likely to be served. Each is said.
 */
export function servingUndeclared(
  pods: readonly Pod[],
  services: readonly Service[],
  leftOut: string[],
): readonly Pod[] {
  return pods.map((pod) =>
    services.reduce((serving, service) => withPortsOf(serving, service, leftOut), pod),
  );
}

function withPortsOf(pod: Pod, service: Service, leftOut: string[]): Pod {
  if (!leadsTo(service, pod)) return pod;
  const ports = [...pod.ports];
  for (const { port, targetPort, protocol } of service.ports) {
    const target = service.headless ? port : targetPort;
    if (typeof target !== "number") continue;
    if (ports.some((served) => served.port === target && served.protocol === protocol)) continue;
    ports.push({ port: target, protocol, declaredIn: "nowhere" });
    leftOut.push(
      `no container of ${pod.ref} declares ${protocol} ${target}, to which Service ${service.ref} leads: it is taken to listen there`,
    );
  }
  return { ...pod, ports };
}

/** Services that lead to none of the pods, and their ports that lead to a name which no container of those declares. */
export function withoutEndpoints(services: readonly Service[], pods: readonly Pod[]): readonly string[] {
  return services.flatMap((service) => {
    const behind = pods.filter((pod) => leadsTo(service, pod));
    if (behind.length === 0) return [`Service ${service.ref} selects no pod that is here`];
    const names = new Set(behind.flatMap(({ ports }) => ports.flatMap(({ name }) => name ?? [])));
    return service.ports.flatMap(({ port, targetPort }) =>
      typeof targetPort === "string" && !names.has(targetPort)
        ? [
            `Service ${service.ref} leads from port ${port} to ${targetPort}, a name that no container of its pods declares: it has no endpoints`,
          ]
        : [],
    );
  });
}

function leadsTo({ namespace, backs }: Service, pod: Pod): boolean {
  return (
    "selector" in backs && pod.namespace === namespace && selects({ matchLabels: backs.selector }, pod.labels)
  );
}
