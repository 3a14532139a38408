import { manifestsIn } from "../../manifest/policy-manifest.ts";
import type { NetworkPolicy } from "../../model/index.ts";
import type { YamlDocument } from "../../yaml/document.ts";
import { type Field, isMapping, rootField } from "../../yaml/field.ts";
import { type Place, placeOf } from "../../yaml/place.ts";

/** A manifest as it is written, with placeholders still in it. */
export interface WrittenPolicy {
  readonly name: unknown;
  readonly spec: unknown;
  readonly place: Place;
}

/** The policies that a scenario's document has in place: the items of `policies` and of each step's `apply`. */
export function policiesInPlace(document: YamlDocument): readonly WrittenPolicy[] {
  const root = rootField(document, IGNORE);
  const lists = [
    root.child("policies"),
    root.child("apply"),
    ...itemsOf(root.child("steps")).map((step) => step.child("apply")),
  ];
  return lists.flatMap(itemsOf).flatMap((item) => writtenAt(item, document));
}

/** The policies of a manifest file that a scenario reads. */
export function policiesOfFile(document: YamlDocument): readonly WrittenPolicy[] {
  return manifestsIn(rootField(document, IGNORE)).flatMap((field) => writtenAt(field, document));
}

/** Where a policy is written: a manifest that becomes it when its placeholders are filled in, else one of its name. */
export function placeOfPolicy(
  { metadata, spec }: NetworkPolicy,
  written: readonly WrittenPolicy[],
): Place | undefined {
  const named = written.filter(({ name }) => mayBecome(name, metadata.name));
  return (named.find((each) => mayBecome(each.spec, spec)) ?? named[0])?.place;
}

// Reading the scenario has reported what is wrong with it.
const IGNORE = (): void => {};

function itemsOf(list: Field): readonly Field[] {
  return Array.isArray(list.value) ? list.value.map((_, index) => list.child(index)) : [];
}

function writtenAt(field: Field, document: YamlDocument): readonly WrittenPolicy[] {
  if (!isMapping(field.value) || field.child("spec").value === undefined) return [];
  const name = field.child("metadata", "name").value;
  return [{ name, spec: field.child("spec").value, place: placeOf(document, field.origin.path) }];
}

/** Whether something written may stand for a value: a text with a placeholder for anything. */
function mayBecome(written: unknown, value: unknown): boolean {
  if (typeof written === "string" && written.includes("${")) return true;
  if (Array.isArray(written)) {
    if (written.some((item) => typeof item === "string" && item.startsWith("${"))) return true;
    return (
      Array.isArray(value) &&
      written.length === value.length &&
      written.every((item, index) => mayBecome(item, value[index]))
    );
  }
  if (!isMapping(written)) return written === value;
  if (Object.keys(written).some((key) => key.includes("${"))) return true;
  const keys = Object.keys(written).filter((key) => written[key] !== null);
  return (
    isMapping(value) &&
    keys.length === Object.keys(value).length &&
    keys.every((key) => mayBecome(written[key], value[key]))
  );
}
