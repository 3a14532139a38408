import type { PeerMismatch } from "../model/index.ts";
import { type LabelSelector, type Labels, requirementsOf, selects } from "../model/index.ts";

type LabelMismatch = Extract<PeerMismatch, { readonly kind: "label" }>;

/** What has labels: a pod or a namespace, by name. */
export interface Labelled extends Pick<LabelMismatch, "of" | "name"> {
  readonly labels: Labels;
}

/** The requirements of a selector that labels do not meet; none if the selector is absent. */
export function selectorMismatches(
  selector: LabelSelector | undefined,
  { of, name, labels }: Labelled,
): readonly LabelMismatch[] {
  return requirementsOf(selector ?? {})
    .filter((requirement) => !selects({ matchExpressions: [requirement] }, labels))
    .map((requirement) => {
      const has = Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined;
      return { kind: "label", of, name, requirement, ...(has === undefined ? {} : { has }) };
    });
}
