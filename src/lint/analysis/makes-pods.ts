import { groupOf, isBuiltIn } from "../../manifest/api-group.ts";
import type { Inventory, OtherObject } from "../../manifest/inventory.ts";
import { isBuiltInWorkload } from "../../manifest/workload.ts";
import { perObject } from "../../system/per-object.ts";

/** Groups and kinds outside the Kubernetes API of whose objects no pods are made. */
const WITHOUT_PODS: readonly RegExp[] = [
  /^(monitoring\.coreos\.com\/(ServiceMonitor|PodMonitor|Probe|PrometheusRule|ScrapeConfig|AlertmanagerConfig))$/,
  /^(gateway\.networking\.k8s\.io\/(?!Gateway$).*)$/,
  /^(policy\.networking\.k8s\.io|(crd\.)?projectcalico\.org|crd\.antrea\.io|cilium\.io)\//,
  /^(networking|security|telemetry)\.istio\.io\//,
  /^(external-secrets\.io|snapshot\.storage\.k8s\.io|k8s\.cni\.cncf\.io|kustomize\.config\.k8s\.io)\//,
  /^bitnami\.com\/SealedSecret$/,
  /^(route|image|project|security|rbac|quota|user|authorization|console)\.openshift\.io\//,
];

/**
 * Whether a namespace holds, or may hold, pods with labels that stand in no manifest: those of operators' objects and of
 * objects of which nothing is known. Operators may label the pods of their templates as well.
 */
export function mayHoldOtherPods(namespace: string | undefined, inventory: Inventory): boolean {
  const places = namespacesOfMakers(inventory);
  return namespace === undefined ? places.size > 0 : places.has(namespace) || places.has(undefined);
}

const namespacesOfMakers = perObject(({ others = [], pods }: Inventory): ReadonlySet<string | undefined> => {
  const makers = [
    ...others.filter(mayMakePods),
    ...pods.filter(({ kind }) => kind !== undefined && !isBuiltInWorkload(kind)),
  ];
  return new Set([
    ...makers.map(({ namespace }) => namespace),
    // Objects of a resource that is defined here may be made later, in any namespace.
    ...others.filter(definesMakers).map(() => undefined),
  ]);
});

function mayMakePods(object: OtherObject): boolean {
  return !isBuiltIn(object) && !isWithoutPods(`${groupOf(object)}/${object.kind}`);
}

/** A CustomResourceDefinition is named `PLURAL.GROUP` (apiextensions/v1). */
function definesMakers({ kind, name }: OtherObject): boolean {
  return kind === "CustomResourceDefinition" && !isWithoutPods(`${name.slice(name.indexOf(".") + 1)}/`);
}

function isWithoutPods(id: string): boolean {
  return WITHOUT_PODS.some((pattern) => pattern.test(id));
}
