import { keyOffset, type Path, textOffset, valueOffset } from "./place.ts";
import type { Report } from "./problem.ts";
import { problemAt } from "./source.ts";
import type { YamlDocument } from "./yaml-document.ts";

/** A value in a document together with its place, so that whoever judges the value can point at it. */
export interface Spot {
  /** `undefined` when absent. */
  readonly value: unknown;
  /** The last key on the way here, `"ports"` or `item 2 of "ports"`: how a sentence names this value. */
  readonly label: string;
  child(...keys: Path): Spot;
  /** A problem with the value. */
  problem(message: string, hint?: string): void;
  /** A problem with the key, or with a whole block of lines, of which the key is the beginning. */
  problemAtKey(message: string, hint?: string): void;
  /** A problem with a part of a text: `index` counts its characters. */
  problemWithin(index: number, message: string, hint?: string): void;
}

export function rootSpot(document: YamlDocument, report: Report): Spot {
  return spotAt(document, [], document.value, report);
}

function spotAt(document: YamlDocument, path: Path, value: unknown, report: Report): Spot {
  const complain = (offset: number, message: string, hint?: string): void =>
    report(problemAt(document.source, offset, message, hint));
  return {
    value,
    label: labelOf(path),
    child: (...keys) => spotAt(document, [...path, ...keys], keys.reduce(valueUnder, value), report),
    problem: (message, hint) => complain(valueOffset(document, path), message, hint),
    problemAtKey: (message, hint) => complain(keyOffset(document, path), message, hint),
    problemWithin: (index, message, hint) => complain(textOffset(document, path, index), message, hint),
  };
}

function labelOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return "the document";
  return typeof last === "string"
    ? JSON.stringify(last)
    : `item ${last + 1} of ${labelOf(path.slice(0, -1))}`;
}

function valueUnder(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Whether a value is a mapping, as against a list, a scalar or nothing. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
