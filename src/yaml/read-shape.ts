import type { z } from "zod";
import { type Field, isMapping } from "./field.ts";
import type { ProblemText } from "./problem.ts";
import { splitHint } from "./shape.ts";
import { didYouMean, suggest } from "./suggest.ts";

type Issue = z.core.$ZodIssue;

/** The value as the schema's type, or undefined after every problem of its shape has been reported. */
export function readShape<T>(
  field: Field,
  schema: z.ZodType<T>,
  value: unknown = field.value,
): T | undefined {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) reportIssue(field, issue);
  return undefined;
}

/**
 * The fields of a mapping, each on its own: one with a problem is reported and left out, the others are there.
 * Unknown keys are reported.
 */
export function readFields<S extends z.ZodRawShape>(field: Field, shape: S): Fields<S> {
  if (!isMapping(field.value)) {
    report(field, wrongKind(field, "a mapping", undefined));
    return {};
  }
  reportUnknownKeys(field, Object.keys(field.value), Object.keys(shape));
  const fields: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(shape)) {
    const value = readShape(field.child(key), schema as z.ZodType);
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

interface FieldProblem extends ProblemText {
  readonly at: "key" | "value";
}

function reportIssue(root: Field, issue: Issue): void {
  const field = root.child(...issue.path.map((key) => (typeof key === "number" ? key : String(key))));
  if (issue.code === "unrecognized_keys") reportUnknownKeys(field, issue.keys, issue.message.split(" "));
  else report(field, problemFor(field, issue));
}

function report(field: Field, { at, message, hint }: FieldProblem): void {
  if (at === "key") field.problemAtKey(message, hint);
  else field.problem(message, hint);
}

function problemFor(field: Field, issue: Issue): FieldProblem {
  const { message, hint } = splitHint(issue.message);
  switch (issue.code) {
    case "invalid_type":
      return wrongKind(field, KINDS[issue.expected] ?? issue.expected, hint);
    case "invalid_key":
      return { at: "key", message: issue.issues.map(({ message }) => message).join("; ") };
    case "invalid_value":
      return wrongWord(field, issue.values.map(String));
    default:
      return { at: "value", message, hint };
  }
}

/** A value of the wrong kind. What may span lines is pointed at by its key. */
function wrongKind(field: Field, expected: string, hint: string | undefined): FieldProblem {
  const { value, label } = field;
  if (value === undefined) return { at: "value", message: `${label} is missing`, hint };
  if (value === null) return { at: "key", message: `${label} has no value: it must be ${expected}`, hint };
  if (typeof value === "object")
    return { at: "key", message: `${label} must be ${expected}, not ${kindOf(value)}`, hint };
  const written = field.written() ?? `${value}`;
  const quoted = expected === "text" ? `write it in quotes: "${written}"` : undefined;
  // What a scalar was read as is told only where it is not what it looks like.
  const found =
    typeof value !== "string" && written !== `${value}`
      ? `, and ${written} is read as ${value}`
      : `, not ${kindOf(value)}`;
  return { at: "value", message: `${label} must be ${expected}${found}`, hint: hint ?? quoted };
}

function wrongWord(field: Field, known: readonly string[]): FieldProblem {
  if (field.value === undefined) return wrongKind(field, either(known), undefined);
  const message = `${field.label} must be ${either(known)}, not ${JSON.stringify(field.value)}`;
  return { at: "value", message, hint: didYouMean(String(field.value), known) };
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isMapping(value)) return "a mapping";
  return typeof value === "string" ? `the text ${JSON.stringify(value)}` : `${JSON.stringify(value)}`;
}

/** Further ones of a mapping are only counted: nobody reads as many. */
const MOST_UNKNOWN = 100;

function reportUnknownKeys(field: Field, keys: readonly string[], known: readonly string[]): void {
  const unknown = keys.filter((key) => !known.includes(key));
  const [next] = unknown.slice(MOST_UNKNOWN);
  if (next !== undefined)
    field.child(next).problemAtKey(`${unknown.length - MOST_UNKNOWN} more unknown keys in ${field.label}`);
  for (const key of unknown.slice(0, MOST_UNKNOWN))
    field
      .child(key)
      .problemAtKey(
        `unknown key ${JSON.stringify(key)} in ${field.label}`,
        suggest(key, known, "known keys"),
      );
}
