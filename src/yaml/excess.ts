import { CST, Lexer } from "yaml";

/**
 * What a text may have of what costs time and memory to parse: about 200 bytes and 2 µs a token. Manifests of a whole
 * cluster have a tenth of it. The parser looks for the anchor of each alias among all of them.
 */
const MOST = {
  tokens: 3_000_000,
  marks: 50_000,
  references: 10_000,
} as const;

const WHAT: Readonly<Record<keyof typeof MOST, string>> = {
  tokens: "words and signs of YAML",
  marks: "marks between documents",
  references: "anchors and aliases",
};

/** What a text has too much of to be parsed, as a sentence without a full stop; undefined if nothing. Nothing is kept meanwhile. */
export function excessOf(text: string): string | undefined {
  const counts = { tokens: 0, marks: 0, references: 0 };
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    counts.tokens++;
    if (token === "---" || token === "...") counts.marks++;
    if (!isScalar && (token.startsWith("&") || token.startsWith("*"))) counts.references++;
    isScalar = token === CST.SCALAR;
    if (counts.tokens > MOST.tokens) break;
  }
  const excess = (["marks", "references", "tokens"] as const).find((each) => counts[each] > MOST[each]);
  return excess && `it has more than ${MOST[excess].toLocaleString("en-US")} ${WHAT[excess]}`;
}
