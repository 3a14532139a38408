import type { KnownPod, KnownService } from "../../../manifest/inventory.ts";
import { selects } from "../../../model/index.ts";
import { type Field, rootField } from "../../../yaml/field.ts";
import type { Place } from "../../../yaml/place.ts";

/** A TCP port of a pod from which metrics are to be read, and what says so: `ServiceMonitor web`. */
export interface MetricsPort {
  readonly pod: KnownPod;
  readonly port: number;
  readonly source: string;
}

/** The object that stands at a place, as it is written. What is wrong with it is told elsewhere. */
export function objectAt({ document, root }: Place): Field {
  return rootField(document, () => {}).child(...root);
}

/** The pods to which a Service surely leads. */
export function podsOf(
  { namespace, selector }: KnownService,
  pods: readonly KnownPod[],
): readonly KnownPod[] {
  if (Object.keys(selector).length === 0) return [];
  return pods.filter((pod) => pod.namespace === namespace && selects({ matchLabels: selector }, pod.labels));
}

/** The number of a port that is written as one or as the name of a container's port; none if the pod has no such name. */
export function portNumber(written: unknown, { ports }: KnownPod): readonly number[] {
  if (typeof written === "number") return [written];
  const named = ports.find(({ name, protocol }) => name === written && protocol === "TCP");
  return named === undefined ? [] : [named.port];
}
