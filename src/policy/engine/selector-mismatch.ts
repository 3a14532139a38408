import {
  type LabelSelector,
  type Labels,
  type PeerMismatch,
  requirementsOf,
  type SelectorRequirement,
  selects,
} from "../../model/index.ts";
import { labelNeed } from "./label-need.ts";

type LabelMismatch = Extract<PeerMismatch, { readonly kind: "label" | "contradiction" }>;

/** What has labels: a pod or a namespace, by name. */
export interface Labelled {
  readonly of: "namespace" | "pod";
  readonly name: string;
  readonly labels: Labels;
}

/** The requirements of a selector that labels do not meet; none if the selector is absent. */
export function selectorMismatches(
  selector: LabelSelector = {},
  labelled: Labelled,
): readonly LabelMismatch[] {
  return byKey(selector).flatMap(([key, requirements]) =>
    labelNeed(requirements).kind === "impossible"
      ? [{ kind: "contradiction", of: labelled.of, key } as const]
      : requirements
          .filter((requirement) => !isMet(requirement, labelled))
          .map((requirement) => mismatch(requirement, labelled)),
  );
}

/** A selector's requirements on each key that labels do not meet. */
export function unmetKeys(
  selector: LabelSelector = {},
  labelled: Labelled,
): readonly (readonly [key: string, requirements: readonly SelectorRequirement[]])[] {
  return byKey(selector).filter(([, requirements]) =>
    requirements.some((requirement) => !isMet(requirement, labelled)),
  );
}

function byKey(selector: LabelSelector): readonly (readonly [string, readonly SelectorRequirement[]])[] {
  const requirements = requirementsOf(selector);
  const keys = [...new Set(requirements.map(({ key }) => key))];
  return keys.map((key) => [key, requirements.filter((each) => each.key === key)]);
}

function isMet(requirement: SelectorRequirement, { labels }: Labelled): boolean {
  return selects({ matchExpressions: [requirement] }, labels);
}

function mismatch(requirement: SelectorRequirement, { of, name, labels }: Labelled): LabelMismatch {
  const has = Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined;
  return { kind: "label", of, name, requirement, ...(has === undefined ? {} : { has }) };
}
