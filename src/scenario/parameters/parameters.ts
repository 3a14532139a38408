import { z } from "zod";
import { isMapping, type Spot } from "../../yaml/field.ts";
import type { Path } from "../../yaml/offsets.ts";

/** One value of a parameter, under its label; a pair is two of them. */
export type Option = Source | { readonly label: string; readonly one: Source; readonly other: Source };

/** A value of a parameter and where it is written. */
export interface Source {
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
export function readParameters(spot: Spot): readonly Parameter[] {
  if (spot.value === undefined) return [];
  if (isMapping(spot.value))
    return Object.keys(spot.value).map((name) => readParameter(name, spot.child(name)));
  spot.problemAtKey(`${spot.label} must be a mapping`, "write { protocol: [TCP, UDP] }");
  return [];
}

function readParameter(name: string, spot: Spot): Parameter {
  if (name === "case") spot.problemAtKey('"case" cannot be a parameter: ${case} counts the scenarios');
  else if (!/^[A-Za-z][\w-]*$/.test(name))
    spot.problemAtKey(
      `parameter ${JSON.stringify(name)} must be letters, digits, "-" and "_", a letter first`,
    );
  if (isMapping(spot.value) && PAIRS in spot.value) return { name, options: readPairs(spot) };
  return { name, options: readSources(spot, 1) };
}

function readPairs(spot: Spot): readonly Option[] {
  const strange = Object.keys(isMapping(spot.value) ? spot.value : {}).find((key) => key !== PAIRS);
  if (strange !== undefined)
    spot
      .child(strange)
      .problemAtKey(`nothing stands beside "${PAIRS}", and here is ${JSON.stringify(strange)}`);
  const sources = readSources(spot.child(PAIRS), 2);
  return sources.flatMap((one, index) =>
    sources.slice(index + 1).map((other) => ({ label: `${one.label}+${other.label}`, one, other })),
  );
}

function readSources(spot: Spot, least: number): readonly Source[] {
  const sources = Array.isArray(spot.value)
    ? spot.value.flatMap((_, index) => readItem(spot.child(index)))
    : isMapping(spot.value)
      ? Object.keys(spot.value).map((label) => ({ label, path: spot.child(label).origin.path }))
      : undefined;
  if (sources === undefined)
    spot.problem(`${spot.label} must be a list of values, or a mapping of labels to values`, FORMS);
  else if (lengthOf(spot.value) < least)
    spot.problem(`${spot.label} needs at least ${least === 1 ? "one value" : `${least} values`}`, FORMS);
  return sources ?? [];
}

const FORMS = "write [TCP, UDP], or { tcp: { protocol: TCP, port: 80 } }";

/** An item of a list, whose label is its text. */
function readItem(item: Spot): readonly Source[] {
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
