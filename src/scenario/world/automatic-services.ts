import { serviceNameFault } from "../../manifest/kubernetes-names.ts";
import type { FlowKinds, Pod, Service } from "../../model/index.ts";
import type { Spot } from "../../yaml/field.ts";

/**
 * The Services of pods' own names and ports that a `via` with `cluster-ip` or `service` brings along: for every pod that
 * has ports and whose name no declared Service bears.
 */
export function automaticServices(
  root: Spot,
  pods: readonly Pod[],
  declared: readonly Service[],
  { via }: FlowKinds,
): readonly Service[] {
  if (root.child("via").value === undefined || via.every((way) => way === "pod-ip")) return [];
  const alone = pods.filter(
    ({ ref, ports }) => ports.length > 0 && !declared.some((service) => service.ref === ref),
  );
  for (const { ref, name } of alone) {
    const fault = serviceNameFault(name);
    if (fault !== undefined)
      root
        .child("pods", ref)
        .problemAtKey(`Service name ${JSON.stringify(name)} ${fault}`, "via makes it a Service");
  }
  return alone.map(ownService);
}

function ownService({ ref, namespace, name, ports }: Pod): Service {
  return {
    ref,
    namespace,
    name,
    backs: { pod: ref },
    headless: false,
    ports: ports.map(({ port, protocol, name: portName }) => ({
      port,
      protocol,
      ...(portName === undefined ? {} : { name: portName }),
      targetPort: port,
    })),
  };
}
