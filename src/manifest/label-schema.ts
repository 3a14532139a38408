import { z } from "zod";
import { judged, list, mapping, type ShapeProblem, textWithout } from "../yaml/shape.ts";
import { dnsSubdomainProblem, labelKeyProblem, labelValueProblem } from "./kubernetes-names.ts";

export const labelKeySchema = textWithout("label key", labelKeyProblem);

const labelValueSchema = textWithout("label value", labelValueProblem);

export const labelsSchema = z.record(labelKeySchema, labelValueSchema);

/** Keys of annotations follow the rules of label keys, with capitals allowed in the prefix; values are any text. */
export const annotationsSchema = z.record(
  textWithout("annotation key", (key) => labelKeyProblem(key.toLowerCase())),
  z.string(),
);

export const policyNameSchema = textWithout("policy name", dnsSubdomainProblem);

/** meta/v1 LabelSelector. */
export const selectorSchema = mapping({
  matchLabels: labelsSchema.exactOptional(),
  matchExpressions: list(
    judged(
      mapping({
        key: labelKeySchema,
        operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist"]),
        values: list(labelValueSchema).exactOptional(),
      }),
      valuesProblems,
    ),
  ).exactOptional(),
}).meta({
  id: "labelSelector",
  description: "matchLabels and matchExpressions; an empty one selects everything.",
});

/** The answers are those of the API server's ValidateLabelSelectorRequirement. */
function valuesProblems({ operator, values }: Readonly<Record<string, unknown>>): readonly ShapeProblem[] {
  const count = Array.isArray(values) ? values.length : 0;
  if (
    (operator === "In" || operator === "NotIn") &&
    (values === undefined || (Array.isArray(values) && count === 0))
  )
    return [
      {
        path: ["values"],
        message: `the operator ${operator} needs "values"`,
        hint: "values: [one, another]",
        answer: "must be specified when `operator` is 'In' or 'NotIn'",
      },
    ];
  if ((operator === "Exists" || operator === "DoesNotExist") && count > 0)
    return [
      {
        path: ["values"],
        message: `the operator ${operator} takes no "values"`,
        answer: "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
      },
    ];
  return [];
}
