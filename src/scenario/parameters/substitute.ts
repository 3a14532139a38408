import { isCall } from "../../model/index.ts";
import { isMapping, type Spot } from "../../yaml/field.ts";
import type { Origin } from "../../yaml/origin.ts";
import { PLACEHOLDER } from "../actions/address-check.ts";
import type { LookUp, Meaning, Substituted } from "./meaning.ts";
import { substituteText } from "./substitute-text.ts";

/**
 * A value with the placeholders of parameters replaced, in keys too. Those that mean nothing are reported and stay;
 * those of addresses stay for later.
 */
export function substitute(spot: Spot, lookUp: LookUp): Substituted {
  const { value, origin } = spot;
  if (typeof value === "string") return substituteText(spot, value, lookUp);
  if (Array.isArray(value)) return substituteList(spot, value, lookUp);
  return isMapping(value) ? substituteMapping(spot, value, lookUp) : { value, origin };
}

/** An item that is nothing but the placeholder of a list becomes the items of that list. */
function substituteList(spot: Spot, list: readonly unknown[], lookUp: LookUp): Substituted {
  const items = list.flatMap((written, index): readonly Substituted[] => {
    const item = substitute(spot.child(index), lookUp);
    if (typeof written !== "string" || !Array.isArray(item.value)) return [item];
    const within = spot.child(index).holding(item.value, item.origin);
    return item.value.map((value: unknown, n) => ({ value, origin: within.child(n).origin }));
  });
  const children = new Map(items.map(({ origin }, index) => [index, origin]));
  return { value: items.map(({ value }) => value), origin: { ...spot.origin, children } };
}

function substituteMapping(
  spot: Spot,
  mapping: Readonly<Record<string, unknown>>,
  lookUp: LookUp,
): Substituted {
  const values = new Map<string, unknown>();
  const children = new Map<string, Origin>();
  for (const written of Object.keys(mapping)) {
    const child = spot.child(written);
    const key = substituteKey(child, written, lookUp);
    if (values.has(key)) child.problemAtKey(`${JSON.stringify(key)} is written twice`);
    const { value, origin } = substitute(child, lookUp);
    values.set(key, value);
    children.set(key, origin);
  }
  return { value: Object.fromEntries(values), origin: { ...spot.origin, children } };
}

function substituteKey(spot: Spot, key: string, lookUp: LookUp): string {
  return key.replaceAll(PLACEHOLDER, (whole, inside: string) => {
    if (isCall(inside)) return whole;
    const meaning = lookUp(inside);
    if ("message" in meaning) spot.problemAtKey(meaning.message, meaning.hint);
    else if (isText(meaning)) return `${meaning.value}`;
    else spot.problemAtKey(`${whole} is no text and cannot be a key`);
    return whole;
  });
}

function isText({ value }: Meaning): boolean {
  return value !== null && typeof value !== "object";
}
