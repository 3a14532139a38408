import { groupOf } from "../../../manifest/api-group.ts";
import type { Inventory, OtherObject } from "../../../manifest/inventory.ts";
import { labelsOf, mappingsIn } from "../../../manifest/workload.ts";
import { selects } from "../../../model/index.ts";
import { type Field, isMapping } from "../../../yaml/field.ts";
import { type MetricsPort, objectAt, podsOf, portNumber } from "./metrics-port.ts";
import { writtenSelector } from "./written-selector.ts";

/** The ports that the operator of Prometheus is told to read, by ServiceMonitors and PodMonitors (monitoring.coreos.com/v1). */
export function monitoredPorts(inventory: Inventory): readonly MetricsPort[] {
  return (inventory.others ?? [])
    .filter((object) => groupOf(object) === "monitoring.coreos.com")
    .flatMap((monitor) => {
      if (monitor.kind === "PodMonitor") return byPodMonitor(monitor, inventory);
      return monitor.kind === "ServiceMonitor" ? byServiceMonitor(monitor, inventory) : [];
    });
}

/** An endpoint names a port of the container, or gives its number. */
function byPodMonitor(monitor: OtherObject, { pods }: Inventory): readonly MetricsPort[] {
  const spec = objectAt(monitor.place).child("spec");
  const selector = writtenSelector(spec.child("selector").value);
  const endpoints = mappingsIn(spec.child("podMetricsEndpoints").value);
  if (selector === undefined) return [];
  return pods
    .filter(({ namespace, labels }) => isMeant(namespace, monitor, spec) && selects(selector, labels))
    .flatMap((pod) =>
      endpoints
        .flatMap(({ portNumber: number, port, targetPort }) => portNumber(number ?? port ?? targetPort, pod))
        .map((port) => ({ pod, port, source: nameOf(monitor) })),
    );
}

/** An endpoint names a port of the Service, or the port of the pods to which that leads. */
function byServiceMonitor(monitor: OtherObject, { pods, services }: Inventory): readonly MetricsPort[] {
  const spec = objectAt(monitor.place).child("spec");
  const selector = writtenSelector(spec.child("selector").value);
  const endpoints = mappingsIn(spec.child("endpoints").value);
  if (selector === undefined) return [];
  return services
    .filter(
      ({ namespace, place }) =>
        place !== undefined &&
        isMeant(namespace, monitor, spec) &&
        selects(selector, labelsOf(objectAt(place))),
    )
    .flatMap((service) => {
      const targets = endpoints.map(
        ({ port, targetPort }) =>
          service.ports.find(({ name }) => name !== undefined && name === port)?.targetPort ?? targetPort,
      );
      return podsOf(service, pods).flatMap((pod) =>
        targets
          .flatMap((target) => portNumber(target, pod))
          .map((port) => ({ pod, port, source: nameOf(monitor) })),
      );
    });
}

/** A monitor means its own namespace unless it says `any` or names others. */
function isMeant(namespace: string | undefined, monitor: OtherObject, spec: Field): boolean {
  const { value } = spec.child("namespaceSelector");
  const { any, matchNames } = isMapping(value) ? value : {};
  if (any === true) return true;
  return Array.isArray(matchNames) ? matchNames.includes(namespace) : namespace === monitor.namespace;
}

function nameOf({ kind, name }: OtherObject): string {
  return `the ${kind} ${name}`;
}
