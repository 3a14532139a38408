import { PLACEHOLDER, type Placeholder, parsePlaceholder } from "../../model/index.ts";
import { type Field, isMapping } from "../../yaml/field.ts";
import type { ProblemText } from "../../yaml/problem.ts";
import { suggest } from "../../yaml/suggest.ts";
import { podProblem } from "../world/names.ts";
import type { Progress } from "../world/world.ts";

/** Reports placeholders of addresses, anywhere in a value, that are misspelled or name what is not there. */
export function checkAddresses(field: Field, progress: Progress): void {
  const { value } = field;
  if (typeof value === "string") checkText(field, value, progress);
  else if (Array.isArray(value))
    for (const index of value.keys()) checkAddresses(field.child(index), progress);
  else if (isMapping(value)) for (const key of Object.keys(value)) checkAddresses(field.child(key), progress);
}

function checkText(field: Field, text: string, progress: Progress): void {
  for (const { index, groups } of text.matchAll(PLACEHOLDER)) {
    const placeholder = parsePlaceholder(groups?.inside ?? "");
    const problem = "message" in placeholder ? placeholder : targetProblem(placeholder, progress);
    if (problem !== undefined) field.problemWithin(index, problem.message, problem.hint);
  }
}

function targetProblem({ kind, ref }: Placeholder, { names, state }: Progress): ProblemText | undefined {
  if (kind !== "cluster-ip") return podProblem(ref, names);
  const service = state.services.find((one) => one.ref === ref);
  if (service?.headless) return { message: `the headless Service ${ref} has no cluster IP` };
  if (names.services.includes(ref)) return undefined;
  const hint = suggest(ref, names.services, "declared Services") ?? "declare it under services";
  return { message: `unknown Service ${JSON.stringify(ref)}`, hint };
}
