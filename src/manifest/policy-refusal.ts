import type { z } from "zod";
import { isMapping } from "../yaml/field.ts";
import { splitHint } from "../yaml/shape.ts";
import { networkPolicySchema } from "./network-policy-schema.ts";
import { API_VERSION, KIND, withoutNulls } from "./policy-manifest.ts";

/**
 * Why an API server would refuse a manifest as a NetworkPolicy, in the form of its answers; undefined if it would take
 * it. Unknown fields are refused as with strict field validation, which kubectl asks for.
 */
export function policyRefusal(manifest: Readonly<Record<string, unknown>>): string | undefined {
  const { apiVersion = API_VERSION, kind = KIND, metadata } = manifest;
  if (apiVersion !== API_VERSION || kind !== KIND)
    return `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`;
  const result = networkPolicySchema.safeParse(withoutNulls(manifest));
  if (result.success) return undefined;
  const name = isMapping(metadata) && typeof metadata.name === "string" ? metadata.name : "";
  const reasons = result.error.issues.flatMap((issue) => reasonsOf(issue, manifest));
  const all = reasons.length === 1 ? reasons[0] : `[${reasons.join(", ")}]`;
  return `NetworkPolicy.networking.k8s.io ${JSON.stringify(name)} is invalid: ${all}`;
}

function reasonsOf(issue: z.core.$ZodIssue, manifest: unknown): readonly string[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => `unknown field ${JSON.stringify(fieldName([...issue.path, key]))}`);
  const field = fieldName(issue.path);
  const value = issue.path.reduce<unknown>((inner, key) => valueUnder(inner, key), manifest);
  if (value === undefined) return [[`${field}: Required value`, answerOf(issue) ?? []].flat().join(": ")];
  return [`${field}: Invalid value: ${JSON.stringify(value)}: ${wordsOf(issue)}`];
}

function answerOf(issue: z.core.$ZodIssue): string | undefined {
  const answer: unknown = issue.code === "custom" ? issue.params?.answer : undefined;
  return typeof answer === "string" ? answer : undefined;
}

function wordsOf(issue: z.core.$ZodIssue): string {
  const answer = answerOf(issue);
  if (answer !== undefined) return answer;
  if (issue.code === "invalid_type") return `must be of type ${issue.expected}`;
  if (issue.code === "invalid_value") return `supported values: ${issue.values.join(", ")}`;
  return splitHint(issue.message).message;
}

/** `spec.ingress[0].ports[1].endPort`, as the API server writes places. */
function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .slice(1);
}

function valueUnder(value: unknown, key: PropertyKey): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isMapping(value) ? value[String(key)] : undefined;
}
