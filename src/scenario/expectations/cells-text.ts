import type { CellPattern } from "../../model/index.ts";
import { type PatternText, parsePattern } from "./pod-pattern.ts";
import { type AddressingText, splitAddressing } from "./rule-addressing.ts";
import { parseTargetPort, type TargetPort } from "./rule-port.ts";
import { type Piece, pieceOf, type ReportAt, splitOutsideBraces, trimmed } from "./text-piece.ts";

/** Cells as written, each part with its place in the text. */
export interface CellsText extends AddressingText {
  readonly sources: readonly PatternText[];
  readonly targets: readonly TargetText[];
}

export interface TargetText extends PatternText {
  readonly port?: TargetPort;
}

/** What a text with cells is called in messages about it. */
export interface Wording {
  readonly needs: string;
  readonly has: string;
  readonly form: string;
}

const CELLS: Wording = {
  needs: "cells need",
  has: "the cells have",
  form: "cells are written: SOURCES -> TARGETS[:PORT[/PROTOCOL]]",
};

/** `SOURCES -> TARGETS[:PORT[/PROTOCOL]] [via …] [over …]`; undefined if a problem was found. */
export function parseCells(text: string, report: ReportAt): CellsText | undefined {
  const arrow = arrowIn(text, CELLS, report);
  return arrow === undefined ? undefined : parseSides(pieceOf(text, 0, arrow), text, CELLS, report);
}

/** Where the sources of a text end; undefined, and reported, if it has no arrow. */
export function arrowIn(text: string, { needs, form }: Wording, report: ReportAt): number | undefined {
  const arrow = text.indexOf("->");
  if (arrow >= 0) return arrow;
  report(0, `${needs} "->" between its sources and its targets`, form);
  return undefined;
}

/** Some sources, and the targets that a text names after its arrow. */
export function parseSides(
  left: Piece,
  text: string,
  wording: Wording,
  report: ReportAt,
): CellsText | undefined {
  const sources = parseAll(left, "sources", wording, report).map((piece) => parseSource(piece, report));
  const right = splitAddressing(pieceOf(text, text.indexOf("->") + 2, text.length), report);
  const targets = parseAll(right.targets, "targets", wording, report).map((piece) =>
    parseTarget(piece, report),
  );
  reportMixedPorts(targets.filter(isThere), report);
  if (right.addressing === undefined || sources.length === 0 || targets.length === 0) return undefined;
  if (!sources.every(isThere) || !targets.every(isThere)) return undefined;
  return { sources, targets, ...right.addressing };
}

/** The pattern of one source and one target of a text. */
export function patternOf(
  text: CellsText,
  { pattern: source }: PatternText,
  target: TargetText,
): CellPattern {
  const { value: port, protocol } = target.port ?? {};
  return {
    source,
    target: target.pattern,
    ...(port === undefined ? {} : { port }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(text.via === undefined ? {} : { via: text.via.value }),
    ...(text.over === undefined ? {} : { family: text.over.value }),
  };
}

/** Every source with every target. */
export function patternsOf(text: CellsText): readonly CellPattern[] {
  return text.sources.flatMap((source) => text.targets.map((target) => patternOf(text, source, target)));
}

function parseAll(side: Piece, what: string, { has, form }: Wording, report: ReportAt): readonly Piece[] {
  const pieces = splitOutsideBraces(side, ",").map(trimmed);
  const empty = pieces.find(({ text }) => text === "");
  if (empty === undefined) return pieces;
  report(empty.index, pieces.length === 1 ? `${has} no ${what}` : `nothing stands between the commas`, form);
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
