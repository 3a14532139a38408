import { z } from "zod";
import { type Field, isMapping } from "../../yaml/field.ts";
import type { Path } from "../../yaml/offsets.ts";

/** One value of a parameter, under its label; a pair is two of them. */
export type Option =
  | OptionValue
  | { readonly label: string; readonly one: OptionValue; readonly other: OptionValue };

/** A value of a parameter and where it is written. */
interface OptionValue {
  readonly label: string;
  readonly path: Path;
}

export interface Parameter {
  readonly name: string;
  readonly options: readonly Option[];
}

/** Under a parameter: all unordered pairs of what follows. */
const PAIRS = "pairs-of";

const VALUES = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]);

/** How editors see `parameters`. */
export const PARAMETERS = z
  .record(z.string().regex(/^[A-Za-z][\w-]*$/), VALUES)
  .describe(
    "Every combination of these values is a scenario of its own: name → a list of values, or label → value, or { pairs-of: … }.",
  );

/** The parameters of a file, in order. */
export function readParameters(field: Field): readonly Parameter[] {
  if (field.value === undefined) return [];
  if (isMapping(field.value))
    return Object.keys(field.value).map((name) => readParameter(name, field.child(name)));
  field.problemAtKey(`${field.label} must be a mapping`, "write { protocol: [TCP, UDP] }");
  return [];
}

function readParameter(name: string, field: Field): Parameter {
  if (name === "case") field.problemAtKey('"case" cannot be a parameter: ${case} counts the scenarios');
  else if (!/^[A-Za-z][\w-]*$/.test(name))
    field.problemAtKey(
      `parameter ${JSON.stringify(name)} must be letters, digits, "-" and "_", a letter first`,
    );
  if (isMapping(field.value) && PAIRS in field.value) return { name, options: readPairs(field) };
  return { name, options: readValues(field, 1) };
}

function readPairs(field: Field): readonly Option[] {
  const stray = Object.keys(isMapping(field.value) ? field.value : {}).find((key) => key !== PAIRS);
  if (stray !== undefined)
    field.child(stray).problemAtKey(`nothing stands beside "${PAIRS}", and here is ${JSON.stringify(stray)}`);
  const values = readValues(field.child(PAIRS), 2);
  return values.flatMap((one, index) =>
    values.slice(index + 1).map((other) => ({ label: `${one.label}+${other.label}`, one, other })),
  );
}

function readValues(field: Field, least: number): readonly OptionValue[] {
  const values = Array.isArray(field.value)
    ? field.value.flatMap((_, index) => readItem(field.child(index)))
    : isMapping(field.value)
      ? Object.keys(field.value).map((label) => ({ label, path: field.child(label).origin.path }))
      : undefined;
  if (values === undefined)
    field.problem(`${field.label} must be a list of values, or a mapping of labels to values`, FORMS);
  else if (lengthOf(field.value) < least)
    field.problem(`${field.label} needs at least ${least === 1 ? "one value" : `${least} values`}`, FORMS);
  return values ?? [];
}

const FORMS = "write [TCP, UDP], or { tcp: { protocol: TCP, port: 80 } }";

/** An item of a list, whose label is its text. */
function readItem(item: Field): readonly OptionValue[] {
  const list: readonly unknown[] = Array.isArray(item.value) ? item.value : [item.value];
  if (list.some((one) => typeof one === "object" && one !== null)) {
    item.problemAtKey(
      `${item.label} needs a label`,
      "write a mapping of labels to values: { all: {…}, one: {…} }",
    );
    return [];
  }
  return [{ label: list.map((one) => `${one ?? "none"}`).join(","), path: item.origin.path }];
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : isMapping(value) ? Object.keys(value).length : 0;
}
