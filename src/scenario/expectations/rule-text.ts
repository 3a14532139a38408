import { EXPECTATIONS, type Expectation } from "../../model/index.ts";
import { either } from "../../yaml/read-shape.ts";
import { didYouMean } from "../../yaml/suggest.ts";
import { type PatternText, parsePattern } from "./pod-pattern.ts";
import { type AddressingText, splitAddressing } from "./rule-addressing.ts";
import { parseTargetPort, type TargetPort } from "./rule-port.ts";
import { type Piece, pieceOf, type ReportAt, splitOutsideBraces, trimmed } from "./text-piece.ts";

/** A rule as written, each part with its place in the text. */
export interface RuleText extends AddressingText {
  readonly expect: Expectation;
  readonly sources: readonly PatternText[];
  readonly targets: readonly TargetText[];
}

export interface TargetText extends PatternText {
  readonly port?: TargetPort;
}

const FORM = "a rule is written: deny SOURCES -> TARGETS[:PORT[/PROTOCOL]]";

/**
 * `allow|deny|drop|reject|any|predicted SOURCES -> TARGETS[:PORT[/PROTOCOL]] [via …] [over …]`; undefined if a problem was
 * found.
 */
export function parseRule(text: string, report: ReportAt): RuleText | undefined {
  const arrow = text.indexOf("->");
  if (arrow < 0) {
    report(0, 'a rule needs "->" between its sources and its targets', FORM);
    return undefined;
  }
  const { expect, rest } = parseExpectation(pieceOf(text, 0, arrow), report);
  const sources = parseAll(rest, "sources", report).map((piece) => parseSource(piece, report));
  const right = splitAddressing(pieceOf(text, arrow + 2, text.length), report);
  const targets = parseAll(right.targets, "targets", report).map((piece) => parseTarget(piece, report));
  reportMixedPorts(targets.filter(isThere), report);
  if (expect === undefined || right.addressing === undefined) return undefined;
  if (sources.length === 0 || targets.length === 0) return undefined;
  if (!sources.every(isThere) || !targets.every(isThere)) return undefined;
  return { expect, sources, targets, ...right.addressing };
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

function parseAll(side: Piece, what: string, report: ReportAt): readonly Piece[] {
  const pieces = splitOutsideBraces(side, ",").map(trimmed);
  const empty = pieces.find(({ text }) => text === "");
  if (empty === undefined) return pieces;
  report(
    empty.index,
    pieces.length === 1 ? `the rule has no ${what}` : `nothing stands between the commas`,
    FORM,
  );
  return [];
}

function parseSource(piece: Piece, report: ReportAt): PatternText | undefined {
  const [pods = piece, port] = splitOutsideBraces(piece, ":");
  if (port !== undefined) {
    report(port.index - 1, "a source has no port", "ports belong to targets: x/a -> y/b:80");
    return undefined;
  }
  return parsePattern(pods, report);
}

function parseTarget(piece: Piece, report: ReportAt): TargetText | undefined {
  const [pods = piece, portText, more] = splitOutsideBraces(piece, ":");
  const found = parsePattern(pods, report);
  if (portText === undefined) return found;
  if (more !== undefined)
    report(more.index - 1, "a target has one port", "write a rule or a target for each");
  const port = more === undefined ? parseTargetPort(portText, report) : undefined;
  return found && port && { ...found, port };
}

function reportMixedPorts(targets: readonly TargetText[], report: ReportAt): void {
  const bare = targets.find(({ port }) => port === undefined);
  const withPort = targets.find(({ port }) => port !== undefined);
  if (bare === undefined || withPort?.port === undefined) return;
  const hint = `write ${bare.piece.text}:${withPort.port.piece.text}, or a rule of its own`;
  report(bare.piece.index, "some targets of the rule have a port and this one has none", hint);
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}
