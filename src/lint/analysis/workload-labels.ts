import { type KnownPod, refOf } from "../../manifest/inventory.ts";
import { type LabelSelector, requirementsOf, selects } from "../../model/index.ts";
import { listed } from "./label-text.ts";
import { whereIs } from "./where-is.ts";

/** Workloads that a selector would fit by the labels in their own metadata, while their pods lack them. */
export function labelledThemselves(selector: LabelSelector, pods: readonly KnownPod[]): readonly KnownPod[] {
  if (requirementsOf(selector).every(({ operator }) => operator !== "In" && operator !== "Exists")) return [];
  return pods.filter(
    ({ labels, objectLabels }) =>
      objectLabels !== undefined &&
      !selects(selector, labels) &&
      selects(selector, { ...labels, ...objectLabels }),
  );
}

/** What to do about labels that stand on workloads only. */
export function hintForWorkloads(pods: readonly KnownPod[]): string {
  const names = listed(pods.map((pod) => `${pod.kind} ${refOf(pod)} (${whereIs(pod.place, "labels")})`));
  const has = pods.length === 1 ? "has it" : "have it";
  return `${names} ${has}, but a workload's own labels are not its pods': write it in the template's metadata`;
}
