import type { Labels, Service, ServicePort } from "../../model/index.ts";
import type { NewObject } from "../api/api-types.ts";
import { POD_LABEL, runLabels } from "./run-labels.ts";

/** A Service of a run. One that backs a single pod selects it by the label that each probe pod bears. */
export function serviceObject(service: Service, run: string): NewObject & { readonly spec: object } {
  const { name, namespace, headless, ports } = service;
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace, labels: runLabels(run) },
    spec: {
      type: "ClusterIP",
      ...(headless ? { clusterIP: "None" } : {}),
      ipFamilyPolicy: "PreferDualStack",
      selector: selectorOf(service),
      ports: ports.map(servicePort),
    },
  };
}

function selectorOf({ backs }: Service): Labels {
  if ("selector" in backs) return backs.selector;
  return { [POD_LABEL]: backs.pod.slice(backs.pod.indexOf("/") + 1) };
}

/** The ports of a Service that has several must have names (core/v1 ServicePort.name). */
function servicePort({ port, protocol, name, targetPort }: ServicePort): object {
  return { name: name ?? `${protocol.toLowerCase()}-${port}`, port, protocol, targetPort };
}
