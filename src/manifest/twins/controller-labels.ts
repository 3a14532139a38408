import type { Labels } from "../../model/index.ts";

/** Labels that controllers add to the pods that they make (well-known labels of Kubernetes): no template has them. */
const ADDED: readonly string[] = [
  "pod-template-hash",
  "pod-template-generation",
  "controller-revision-hash",
  "controller-uid",
  "job-name",
  "apps.kubernetes.io/pod-index",
  "statefulset.kubernetes.io/pod-name",
];

export function isAddedByController(key: string): boolean {
  return ADDED.includes(key) || key.startsWith("batch.kubernetes.io/");
}

/** The labels that stand in a pod's template. */
export function withoutControllerLabels(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !isAddedByController(key)));
}
