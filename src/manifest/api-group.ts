import type { OtherObject } from "./inventory.ts";

/** Groups of the Kubernetes API itself: what of their objects makes pods or decides over traffic is known. */
const BUILT_IN = [
  "",
  "admissionregistration.k8s.io",
  "apiextensions.k8s.io",
  "apiregistration.k8s.io",
  "apps",
  "authentication.k8s.io",
  "authorization.k8s.io",
  "autoscaling",
  "batch",
  "certificates.k8s.io",
  "coordination.k8s.io",
  "discovery.k8s.io",
  "events.k8s.io",
  "extensions",
  "flowcontrol.apiserver.k8s.io",
  "metrics.k8s.io",
  "networking.k8s.io",
  "node.k8s.io",
  "policy",
  "rbac.authorization.k8s.io",
  "resource.k8s.io",
  "scheduling.k8s.io",
  "storage.k8s.io",
];

type Typed = Pick<OtherObject, "apiVersion">;

/** The API group of an object; the core group is the empty text. */
export function groupOf({ apiVersion }: Typed): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

/** Whether an object is of the Kubernetes API itself. */
export function isBuiltIn(object: Typed): boolean {
  return BUILT_IN.includes(groupOf(object));
}
