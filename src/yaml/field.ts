import type { YamlDocument } from "./document.ts";
import { keyOffset, type Path, plainText, textOffset, valueOffset } from "./offsets.ts";
import { type Origin, originUnder } from "./origin.ts";
import type { Report } from "./problem.ts";
import { problemAt } from "./problem-at.ts";

/** A value in a document together with its place, so that whoever judges the value can point at it. */
export interface Field {
  /** `undefined` when absent. */
  readonly value: unknown;
  /** The last key on the way here, `"ports"` or `item 2 of "ports"`: how a sentence names this value. */
  readonly label: string;
  readonly origin: Origin;
  /** The value as the file writes it, if that is a scalar without quotes. */
  written(): string | undefined;
  child(...keys: Path): Field;
  /** Another value in the same place, such as what a patch makes of a policy. */
  holding(value: unknown, origin?: Origin): Field;
  /** A problem with the value. */
  problem(message: string, hint?: string): void;
  /** A note about the value: the file may be used as it is. */
  note(message: string, hint?: string): void;
  /** A problem with the key, or with a whole block of lines, of which the key is the beginning. */
  problemAtKey(message: string, hint?: string): void;
  /** A problem with a part of a text: `index` counts its characters. */
  problemWithin(index: number, message: string, hint?: string): void;
}

export function rootField(document: YamlDocument, report: Report): Field {
  return fieldAt({ document, report }, [], { path: [] }, document.value);
}

interface Context {
  readonly document: YamlDocument;
  readonly report: Report;
}

function fieldAt(context: Context, keys: Path, origin: Origin, value: unknown): Field {
  const { document, report } = context;
  const { path, textIndex } = origin;
  const reportAt = (offset: number, message: string, hint?: string): void =>
    report(problemAt(document.source, offset, message, hint));
  return {
    value,
    label: labelOf(keys),
    origin,
    written: () => plainText(document, path),
    child: (...more) =>
      fieldAt(context, [...keys, ...more], more.reduce(originUnder, origin), more.reduce(valueUnder, value)),
    holding: (other, place = origin) => fieldAt(context, keys, place, other),
    problem: (message, hint) => reportAt(valueOffset(document, path), message, hint),
    note: (message, hint) =>
      report({
        ...problemAt(document.source, valueOffset(document, path), message, hint),
        isNote: true,
      }),
    problemAtKey: (message, hint) => reportAt(keyOffset(document, path), message, hint),
    problemWithin: (index, message, hint) =>
      reportAt(textOffset(document, path, textIndex?.(index) ?? index), message, hint),
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
