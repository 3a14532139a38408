import { type Placeholder, parsePlaceholder } from "../../model/index.ts";
import { isMapping, type Spot } from "../../yaml/field.ts";
import { suggest } from "../../yaml/suggest.ts";
import { type Fault, podFault } from "../world/names.ts";
import type { Progress } from "../world/world.ts";

/** Each `${…}` of a text. */
export const PLACEHOLDER = /\$\{(?<inside>[^{}]*)\}/g;

/** Reports placeholders of addresses, anywhere in a value, that are misspelled or name what is not there. */
export function checkAddresses(spot: Spot, progress: Progress): void {
  const { value } = spot;
  if (typeof value === "string") checkText(spot, value, progress);
  else if (Array.isArray(value))
    for (const index of value.keys()) checkAddresses(spot.child(index), progress);
  else if (isMapping(value)) for (const key of Object.keys(value)) checkAddresses(spot.child(key), progress);
}

function checkText(spot: Spot, text: string, progress: Progress): void {
  for (const { index, groups } of text.matchAll(PLACEHOLDER)) {
    const placeholder = parsePlaceholder(groups?.inside ?? "");
    const fault = "message" in placeholder ? placeholder : targetFault(placeholder, progress);
    if (fault !== undefined) spot.problemWithin(index, fault.message, fault.hint);
  }
}

function targetFault({ kind, ref }: Placeholder, { names, state }: Progress): Fault | undefined {
  if (kind !== "cluster-ip") return podFault(ref, names);
  const service = state.services.find((one) => one.ref === ref);
  if (service?.headless) return { message: `the headless Service ${ref} has no cluster IP` };
  if (names.services.includes(ref)) return undefined;
  const hint = suggest(ref, names.services, "declared Services") ?? "declare it under services";
  return { message: `unknown Service ${JSON.stringify(ref)}`, hint };
}
