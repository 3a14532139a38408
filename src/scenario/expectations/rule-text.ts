import { EXPECTATIONS, type Expectation } from "../../model/index.ts";
import { either } from "../../yaml/read-shape.ts";
import { didYouMean } from "../../yaml/suggest.ts";
import { arrowIn, type CellsText, parseSides, type Wording } from "./cells-text.ts";
import { type Piece, pieceOf, type ReportAt, trimmed } from "./text-piece.ts";

/** A rule as written, each part with its place in the text. */
export interface RuleText extends CellsText {
  readonly expect: Expectation;
}

const FORM = "a rule is written: deny SOURCES -> TARGETS[:PORT[/PROTOCOL]]";
const RULE: Wording = { needs: "a rule needs", has: "the rule has", form: FORM };

/**
 * `allow|deny|drop|reject|any|predicted SOURCES -> TARGETS[:PORT[/PROTOCOL]] [via …] [over …]`; undefined if a problem was
 * found.
 */
export function parseRule(text: string, report: ReportAt): RuleText | undefined {
  const arrow = arrowIn(text, RULE, report);
  if (arrow === undefined) return undefined;
  const { expect, rest } = parseExpectation(pieceOf(text, 0, arrow), report);
  const cells = parseSides(rest, text, RULE, report);
  return expect === undefined || cells === undefined ? undefined : { expect, ...cells };
}

function parseExpectation(left: Piece, report: ReportAt) {
  const start = trimmed(left);
  const word = /^\S*/.exec(start.text)?.[0] ?? "";
  const expect = EXPECTATIONS.find((known) => known === word);
  if (expect === undefined) {
    const hint = didYouMean(word, EXPECTATIONS) ?? FORM;
    report(start.index, `a rule begins with ${either(EXPECTATIONS)}, not ${JSON.stringify(word)}`, hint);
  }
  return { expect, rest: pieceOf(start.text, word.length, start.text.length, start.index) };
}
