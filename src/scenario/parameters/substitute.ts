import { isCall, PLACEHOLDER } from "../../model/index.ts";
import { type Field, isMapping } from "../../yaml/field.ts";
import type { Origin } from "../../yaml/origin.ts";
import type { LookUp, Meaning, Substituted } from "./meaning.ts";
import { substituteText } from "./substitute-text.ts";

/**
 * A value with the placeholders of parameters replaced, in keys too. Those that mean nothing are reported and stay;
 * those of addresses stay for later.
 */
export function substitute(field: Field, lookUp: LookUp): Substituted {
  const { value, origin } = field;
  if (typeof value === "string") return substituteText(field, value, lookUp);
  if (Array.isArray(value)) return substituteList(field, value, lookUp);
  return isMapping(value) ? substituteMapping(field, value, lookUp) : { value, origin };
}

/** An item that is nothing but the placeholder of a list becomes the items of that list. */
function substituteList(field: Field, list: readonly unknown[], lookUp: LookUp): Substituted {
  const items = list.flatMap((written, index): readonly Substituted[] => {
    const item = substitute(field.child(index), lookUp);
    if (typeof written !== "string" || !Array.isArray(item.value)) return [item];
    const within = field.child(index).holding(item.value, item.origin);
    return item.value.map((value: unknown, n) => ({ value, origin: within.child(n).origin }));
  });
  const children = new Map(items.map(({ origin }, index) => [index, origin]));
  return { value: items.map(({ value }) => value), origin: { ...field.origin, children } };
}

function substituteMapping(
  field: Field,
  mapping: Readonly<Record<string, unknown>>,
  lookUp: LookUp,
): Substituted {
  const values = new Map<string, unknown>();
  const children = new Map<string, Origin>();
  for (const written of Object.keys(mapping)) {
    const child = field.child(written);
    const key = substituteKey(child, written, lookUp);
    if (values.has(key)) child.problemAtKey(`${JSON.stringify(key)} is written twice`);
    const { value, origin } = substitute(child, lookUp);
    values.set(key, value);
    children.set(key, origin);
  }
  return { value: Object.fromEntries(values), origin: { ...field.origin, children } };
}

function substituteKey(field: Field, key: string, lookUp: LookUp): string {
  return key.replaceAll(PLACEHOLDER, (whole, inside: string) => {
    if (isCall(inside)) return whole;
    const meaning = lookUp(inside);
    if ("message" in meaning) field.problemAtKey(meaning.message, meaning.hint);
    else if (isText(meaning)) return `${meaning.value}`;
    else field.problemAtKey(`${whole} is no text and cannot be a key`);
    return whole;
  });
}

function isText({ value }: Meaning): boolean {
  return value !== null && typeof value !== "object";
}
