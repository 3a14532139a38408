import { serviceNameProblem } from "../../manifest/kubernetes-names.ts";
import type { FlowKinds, Pod, Service } from "../../model/index.ts";
import type { Field } from "../../yaml/field.ts";

/**
 * The Services of pods' own names and ports that a `via` with `cluster-ip` or `service` brings along: for every pod that
 * has ports and of whose name there is no declared Service.
 */
export function automaticServices(
  root: Field,
  pods: readonly Pod[],
  declared: readonly Service[],
  { via }: FlowKinds,
): readonly Service[] {
  if (root.child("via").value === undefined || via.every((way) => way === "pod-ip")) return [];
  const alone = pods.filter(
    ({ ref, ports }) => ports.length > 0 && !declared.some((service) => service.ref === ref),
  );
  for (const { ref, name } of alone) {
    const problem = serviceNameProblem(name);
    if (problem !== undefined)
      root
        .child("pods", ref)
        .problemAtKey(`Service name ${JSON.stringify(name)} ${problem}`, "via makes it a Service");
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
