import type { Inventory } from "../../../manifest/inventory.ts";
import { podTemplatePath, textsIn } from "../../../manifest/workload.ts";
import type { Field } from "../../../yaml/field.ts";
import { type MetricsPort, objectAt, podsOf } from "./metrics-port.ts";

const SOURCE = "the annotation prometheus.io/port";

/** The ports that pods and Services name in the annotations of which Prometheus' examples make use. */
export function annotatedPorts({ pods, services }: Inventory): readonly MetricsPort[] {
  const ofPods = pods.flatMap((pod) => {
    const object = objectAt(pod.place);
    const path = podTemplatePath(object);
    const ports = path === undefined ? [] : portIn(object.child(...path));
    return ports.map((port) => ({ pod, port, source: SOURCE }));
  });
  const ofServices = services.flatMap((service) => {
    const ports = service.place === undefined ? [] : portIn(objectAt(service.place));
    return podsOf(service, pods).flatMap((pod) =>
      ports.map((port) => ({ pod, port, source: `${SOURCE} of the Service ${service.name}` })),
    );
  });
  return [...ofPods, ...ofServices];
}

/** Nothing is read where `prometheus.io/scrape` does not say so. */
function portIn(object: Field): readonly number[] {
  const annotations = textsIn(object.child("metadata", "annotations").value);
  const port = annotations["prometheus.io/port"] ?? "";
  return annotations["prometheus.io/scrape"] === "true" && /^\d{1,5}$/.test(port) ? [Number(port)] : [];
}
