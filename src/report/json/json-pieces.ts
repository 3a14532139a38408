import { forJson } from "../../safe-text/index.ts";

const INDENT = "  ";

/** A value as `JSON.stringify` writes it with an indentation of two, in pieces, with a line feed at the end. */
export function* jsonPieces(value: object): Generator<string> {
  yield* pieces(value, "");
  yield "\n";
}

/** What holds no list is written in one piece, since it is small. */
function* pieces(value: unknown, indent: string): Generator<string> {
  if (Array.isArray(value) && value.length > 0) yield* list(value, indent);
  else if (isObject(value) && Object.values(value).some(Array.isArray)) yield* members(value, indent);
  else yield forJson(JSON.stringify(value, undefined, INDENT).replaceAll("\n", `\n${indent}`));
}

function* list(items: readonly unknown[], indent: string): Generator<string> {
  for (const [index, item] of items.entries()) {
    yield `${index === 0 ? "[" : ","}\n${indent}${INDENT}`;
    yield* pieces(item, indent + INDENT);
  }
  yield `\n${indent}]`;
}

function* members(value: object, indent: string): Generator<string> {
  let separator = "{";
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    yield `${separator}\n${indent}${INDENT}${forJson(JSON.stringify(key))}: `;
    yield* pieces(member, indent + INDENT);
    separator = ",";
  }
  yield `\n${indent}}`;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
