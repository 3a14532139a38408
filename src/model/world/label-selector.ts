import { type Labels, NAMESPACE_NAME_LABEL } from "./pod.ts";

export type SelectorOperator = "In" | "NotIn" | "Exists" | "DoesNotExist";

export interface SelectorRequirement {
  readonly key: string;
  readonly operator: SelectorOperator;
  readonly values?: readonly string[];
}

/** A label selector as the API writes it (meta/v1 LabelSelector). An empty one selects everything. */
export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly SelectorRequirement[];
}

/** A selector as requirements alone: a label to match is an `In` of one value. */
export function requirementsOf({
  matchLabels = {},
  matchExpressions = [],
}: LabelSelector): readonly SelectorRequirement[] {
  const labels = Object.entries(matchLabels).map(
    ([key, value]): SelectorRequirement => ({ key, operator: "In", values: [value] }),
  );
  return [...labels, ...matchExpressions];
}

/**
 * Whether labels satisfy every requirement of a selector (meta/v1 LabelSelector: the requirements are ANDed).
 * `NotIn` also matches labels that lack the key.
 */
export function selects(selector: LabelSelector, labels: Labels): boolean {
  const wanted = Object.entries(selector.matchLabels ?? {});
  return (
    wanted.every(([key, value]) => labels[key] === value) &&
    (selector.matchExpressions ?? []).every((requirement) => satisfies(requirement, labels))
  );
}

function satisfies({ key, operator, values = [] }: SelectorRequirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
  }
}

/** A selector of namespaces with other names where it asks for names. */
export function renamedSelector(
  { matchLabels, matchExpressions }: LabelSelector,
  rename: (namespace: string) => string,
): LabelSelector {
  const renamed = (key: string, value: string): string =>
    key === NAMESPACE_NAME_LABEL ? rename(value) : value;
  return {
    ...(matchLabels && {
      matchLabels: Object.fromEntries(
        Object.entries(matchLabels).map(([key, value]) => [key, renamed(key, value)]),
      ),
    }),
    ...(matchExpressions && {
      matchExpressions: matchExpressions.map(({ values, ...requirement }) => ({
        ...requirement,
        ...(values && { values: values.map((value) => renamed(requirement.key, value)) }),
      })),
    }),
  };
}
