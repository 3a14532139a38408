/** Read alike by YAML 1.1, YAML 1.2 and people without quotes. */
const PLAIN = /^[A-Za-z0-9_][A-Za-z0-9_./=>-]*$/;

/** What some version or reader of YAML takes for a number, a time or a date: `e1` has an exponent and no digits. */
const LIKE_NUMBER = /^(?:[0-9][0-9a-fA-FxXoObB_.eE-]*|[eE][0-9]+)$/;

/** What some version of YAML reads as something else than text. */
const WORDS = /^(y|yes|n|no|true|false|on|off|null)$/i;

/** Characters that JSON leaves as they are, and that a terminal or an editor does not show as they are. */
const INVISIBLE = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A value within a line: `{ labels: { app: web }, ports: [80, "1e3"] }`. What is undefined is left out. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(", ")}]`;
  if (typeof value === "string") return scalarText(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  if (fields.length === 0) return "{}";
  return `{ ${fields.map(([key, each]) => `${scalarText(key)}: ${flowText(each)}`).join(", ")} }`;
}

/** A text, in quotes where anybody might take it for something else. */
export function scalarText(text: string): string {
  if (PLAIN.test(text) && !LIKE_NUMBER.test(text) && !WORDS.test(text)) return text;
  return JSON.stringify(text).replaceAll(
    INVISIBLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
