import { z } from "zod";
import { type Field, isMapping } from "../../yaml/field.ts";
import { suggest } from "../../yaml/suggest.ts";
import type { Option, Parameter } from "./parameters.ts";

/** An option of each parameter, by the parameter's name. */
export type Combination = ReadonlyMap<string, Option>;

/** More than these are a mistake. */
const MOST_SCENARIOS = 2000;

/** More than these are not even counted. */
const MOST_COMBINATIONS = 200_000;

const WORD = z.union([z.string(), z.number(), z.boolean()]);

/** How editors see `skip`. */
export const SKIP = z
  .array(z.record(z.string(), z.union([WORD, z.array(WORD)])))
  .describe("Combinations to leave out: [{ direction: egress, protocol: [UDP, SCTP] }].");

/** Every combination that is not to be skipped, the first parameter varying slowest; one without parameters. */
export function combinationsOf(parameters: readonly Parameter[], skip: Field): readonly Combination[] {
  const skipped = readSkip(skip, parameters);
  const count = parameters.reduce((product, { options }) => product * options.length, 1);
  if (count > MOST_COMBINATIONS) {
    reportTooMany(skip, `${count}`);
    return [];
  }
  const all = parameters.reduce<readonly Combination[]>(withEach, [new Map()]);
  const kept = all.filter((combination) => !skipped.some((isMeant) => isMeant(combination)));
  if (kept.length > MOST_SCENARIOS) reportTooMany(skip, `${kept.length}`);
  if (kept.length === 0 && count > 0) skip.problemAtKey("every combination is skipped");
  return kept.length > MOST_SCENARIOS ? [] : kept;
}

function withEach(before: readonly Combination[], { name, options }: Parameter): readonly Combination[] {
  return before.flatMap((one) => options.map((option) => new Map([...one, [name, option]])));
}

function reportTooMany(skip: Field, count: string): void {
  skip.problemAtKey(
    `the parameters make ${count} scenarios, and a file may hold ${MOST_SCENARIOS}`,
    "split the file, or skip combinations",
  );
}

/** For each item of `skip` whether it means a combination. */
function readSkip(list: Field, parameters: readonly Parameter[]): readonly ((one: Combination) => boolean)[] {
  if (list.value === undefined) return [];
  if (!Array.isArray(list.value)) {
    list.problem(`${list.label} must be a list`, "write skip: [{ direction: egress, protocol: UDP }]");
    return [];
  }
  return list.value.map((_, index) => readItem(list.child(index), parameters));
}

function readItem(item: Field, parameters: readonly Parameter[]): (one: Combination) => boolean {
  if (!isMapping(item.value) || Object.keys(item.value).length === 0) {
    item.problem(`${item.label} must be a mapping of parameters to values`, "write { protocol: UDP }");
    return () => false;
  }
  const wanted = Object.keys(item.value).map((name) => ({
    name,
    labels: readLabels(item.child(name), name, parameters),
  }));
  return (one) => wanted.every(({ name, labels }) => labels.includes(one.get(name)?.label ?? ""));
}

function readLabels(field: Field, name: string, parameters: readonly Parameter[]): readonly string[] {
  const parameter = parameters.find((known) => known.name === name);
  if (parameter === undefined) {
    const known = parameters.map((one) => one.name);
    field.problemAtKey(`unknown parameter ${JSON.stringify(name)}`, suggest(name, known, "parameters are"));
    return [];
  }
  const known = parameter.options.map(({ label }) => label);
  const items = Array.isArray(field.value) ? field.value.map((_, index) => field.child(index)) : [field];
  return items.map((item) => {
    const label = `${item.value ?? "none"}`;
    if (!known.includes(label))
      item.problem(`${name} has no value ${JSON.stringify(label)}`, suggest(label, known, "values are"));
    return label;
  });
}
