import { type OtherObject, refOf } from "../inventory.ts";

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

/** How many objects of a kind are named. */
const MOST_NAMED = 3;

/** A sentence for each kind outside the Kubernetes API: its objects may make pods, or decide over traffic. */
export function unknownObjects(others: readonly OtherObject[]): readonly string[] {
  const kinds = new Map<string, OtherObject[]>();
  for (const other of others) {
    const group = groupOf(other);
    if (BUILT_IN.includes(group)) continue;
    const kind = `${other.kind} (${group})`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), other]);
  }
  return [...kinds].map(([kind, objects]) => sentence(kind, objects)).sort();
}

function groupOf({ apiVersion }: OtherObject): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

function sentence(kind: string, objects: readonly OtherObject[]): string {
  const names = objects.map(refOf);
  const more = names.length - MOST_NAMED;
  const named = `${names.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  const what = /Policy$/.test(kind.split(" ")[0] ?? "")
    ? "policies of this kind are not evaluated"
    : "the pods that it may make are not known";
  return `${kind} is left out, ${what}: ${named}`;
}
