import { isCall, PLACEHOLDER } from "../../model/index.ts";
import type { Field } from "../../yaml/field.ts";
import type { Path } from "../../yaml/offsets.ts";
import type { LookUp, Substituted } from "./meaning.ts";

const WHOLE = new RegExp(`^${PLACEHOLDER.source}$`);

/** A text with its placeholders replaced; one that is nothing but a placeholder becomes the value itself. */
export function substituteText(field: Field, text: string, lookUp: LookUp): Substituted {
  const { origin } = field;
  const whole = WHOLE.exec(text)?.groups?.inside;
  if (whole !== undefined && !isCall(whole)) {
    const meaning = lookUp(whole);
    if (!("message" in meaning)) return { value: meaning.value, origin: meaning.origin ?? origin };
  }
  const pieces = piecesOf(text).map((piece) => replaced(field, piece, lookUp));
  const value = pieces.map(({ text }) => text).join("");
  return { value, origin: value === text ? origin : { ...origin, textIndex: writtenIndex(pieces) } };
}

/** A part of a text, and where it begins in what is written; `isPlaceholder` if it is one. */
interface TextPart {
  readonly text: string;
  readonly index: number;
  readonly inside?: string | undefined;
}

function piecesOf(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: whole, index, groups } of text.matchAll(PLACEHOLDER)) {
    parts.push({ text: text.slice(end, index), index: end }, { text: whole, index, inside: groups?.inside });
    end = index + whole.length;
  }
  return [...parts, { text: text.slice(end), index: end }];
}

function replaced(field: Field, part: TextPart, lookUp: LookUp): TextPart {
  const { inside, index } = part;
  if (inside === undefined) return part;
  if (isCall(inside)) {
    if (!isInPolicy(field.origin.path))
      field.problemWithin(index, `${part.text} stands for an address, and those are known only in policies`);
    return part;
  }
  const meaning = lookUp(inside);
  if ("message" in meaning) field.problemWithin(index, meaning.message, meaning.hint);
  else if (meaning.value === null || typeof meaning.value === "object")
    field.problemWithin(
      index,
      `${part.text} is ${kindOf(meaning.value)} and cannot stand within a text`,
      "let the text be nothing but the placeholder, or use a field of it",
    );
  else return { ...part, text: `${meaning.value}` };
  return part;
}

function kindOf(value: object | null): string {
  if (value === null) return "empty";
  return Array.isArray(value) ? "a list" : "a mapping";
}

/** Whether a text stands where policies do, or in a parameter, which may be put there. */
function isInPolicy([top, , action]: Path): boolean {
  if (top === "policies" || top === "parameters") return true;
  return top === "steps" && ["apply", "patch", "refused"].some((key) => key === action);
}

/** From a character of the new text to that of the written one; within a replacement to its placeholder. */
function writtenIndex(parts: readonly TextPart[]): (index: number) => number {
  return (index) => {
    let start = 0;
    for (const part of parts) {
      if (index < start + part.text.length)
        return part.index + (part.inside === undefined ? index - start : 0);
      start += part.text.length;
    }
    return (parts.at(-1)?.index ?? 0) + (parts.at(-1)?.text.length ?? 0);
  };
}
