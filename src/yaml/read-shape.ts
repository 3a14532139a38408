import type { z } from "zod";
import { isMapping, type Spot } from "./field.ts";
import { splitHint } from "./shape.ts";
import { didYouMean, suggest } from "./suggest.ts";

type Issue = z.core.$ZodIssue;

/** The value as the schema's type, or nothing after every problem of its shape has been reported. */
export function readShape<T>(spot: Spot, schema: z.ZodType<T>, value: unknown = spot.value): T | undefined {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) reportIssue(spot, issue);
  return undefined;
}

/**
 * The fields of a mapping, each on its own: one with a problem is reported and left out, the others are there.
 * Unknown keys are reported.
 */
export function readFields<S extends z.ZodRawShape>(spot: Spot, shape: S): Fields<S> {
  if (!isMapping(spot.value)) {
    report(spot, wrongKind(spot, "a mapping", undefined));
    return {};
  }
  reportUnknownKeys(spot, Object.keys(spot.value), Object.keys(shape));
  const fields: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(shape)) {
    const value = readShape(spot.child(key), schema as z.ZodType);
    if (value !== undefined) fields[key] = value;
  }
  return fields as Fields<S>;
}

type Fields<S extends z.ZodRawShape> = { readonly [K in keyof S]?: Exclude<z.output<S[K]>, undefined> };

/** `a`, `a or b`, `a, b or c`. */
export function either(words: readonly unknown[]): string {
  const last = words.at(-1);
  return words.length < 2 ? `${last ?? ""}` : `${words.slice(0, -1).join(", ")} or ${last}`;
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  object: "a mapping",
  record: "a mapping",
  array: "a list",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

interface Complaint {
  readonly at: "key" | "value";
  readonly message: string;
  readonly hint?: string | undefined;
}

function reportIssue(root: Spot, issue: Issue): void {
  const spot = root.child(...issue.path.map((key) => (typeof key === "number" ? key : String(key))));
  if (issue.code === "unrecognized_keys") reportUnknownKeys(spot, issue.keys, issue.message.split(" "));
  else report(spot, complaintOf(spot, issue));
}

function report(spot: Spot, { at, message, hint }: Complaint): void {
  if (at === "key") spot.problemAtKey(message, hint);
  else spot.problem(message, hint);
}

function complaintOf(spot: Spot, issue: Issue): Complaint {
  const { message, hint } = splitHint(issue.message);
  switch (issue.code) {
    case "invalid_type":
      return wrongKind(spot, KINDS[issue.expected] ?? issue.expected, hint);
    case "invalid_key":
      return { at: "key", message: issue.issues.map(({ message }) => message).join("; ") };
    case "invalid_value":
      return wrongWord(spot, issue.values.map(String));
    default:
      return { at: "value", message, hint };
  }
}

/** A value of the wrong kind. What may span lines is pointed at by its key. */
function wrongKind({ value, label }: Spot, expected: string, hint: string | undefined): Complaint {
  if (value === undefined) return { at: "value", message: `${label} is missing`, hint };
  if (value === null) return { at: "key", message: `${label} has no value: it must be ${expected}`, hint };
  const message = `${label} must be ${expected}, not ${kindOf(value)}`;
  if (typeof value === "object") return { at: "key", message, hint };
  const quoted = expected === "text" ? `write it in quotes: "${value}"` : undefined;
  return { at: "value", message, hint: hint ?? quoted };
}

function wrongWord(spot: Spot, known: readonly string[]): Complaint {
  if (spot.value === undefined) return wrongKind(spot, either(known), undefined);
  const message = `${spot.label} must be ${either(known)}, not ${JSON.stringify(spot.value)}`;
  return { at: "value", message, hint: didYouMean(String(spot.value), known) };
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isMapping(value)) return "a mapping";
  return typeof value === "string" ? `the text ${JSON.stringify(value)}` : `${JSON.stringify(value)}`;
}

function reportUnknownKeys(spot: Spot, keys: readonly string[], known: readonly string[]): void {
  for (const key of keys.filter((key) => !known.includes(key)))
    spot
      .child(key)
      .problemAtKey(`unknown key ${JSON.stringify(key)} in ${spot.label}`, suggest(key, known, "known keys"));
}
