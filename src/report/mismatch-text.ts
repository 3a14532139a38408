import type { CellVerdict, Flow, StepVerdict } from "../model/index.ts";
import { count } from "./count.ts";
import { durationText } from "./duration.ts";
import { flowLines } from "./flow-list.ts";
import type { Mismatch } from "./mismatch.ts";
import { policiesText } from "./policies-text.ts";
import { printable } from "./printable.ts";
import { suspicionOf } from "./suspicion.ts";

/** A mismatch in words: a sentence that says what, which flows if there are several, and lines that say why. */
export interface MismatchText {
  readonly what: string;
  readonly flows: readonly string[];
  readonly why: readonly string[];
}

type Step = Pick<StepVerdict, "cells" | "probeTimeoutMs">;

export function mismatchText({ first, cells }: Mismatch, step: Step): MismatchText {
  const all = step.cells.map(({ flow }) => flow);
  const flows = flowLines(cells.map(flowOf), all);
  const [only] = flows;
  const facts = `expected ${expectedText(first)}, observed ${observedText(cells, step)}`;
  const isOne = flows.length === 1 && only !== undefined;
  const amount = cells.length === 1 ? "" : ` (${count(cells.length, "cell")})`;
  return {
    what: isOne ? `${only}${amount}: ${facts}` : `${count(cells.length, "cell")}: ${facts}`,
    flows: isOne ? [] : flows,
    why: whyLines(first, cells),
  };
}

function flowOf({ flow }: CellVerdict): Flow {
  return flow;
}

/** The expectation, and what the policies mean where that is something else. */
function expectedText({ expected, predicted, observed }: CellVerdict): string {
  const agrees = expected === "any" || (expected === "allow") === predicted.allowed;
  if (agrees || observed.outcome === "probe-failed") return expected;
  return `${expected} (predicted ${predicted.allowed ? "allow" : "deny"})`;
}

function observedText(cells: readonly CellVerdict[], { probeTimeoutMs }: Step): string {
  const outcome = cells[0]?.observed.outcome;
  if (outcome === "probe-failed") return "nothing";
  if (outcome === "timeout" && probeTimeoutMs !== undefined) return `timeout after ${durationText(probeTimeoutMs)}`;
  const latencies = cells.flatMap(({ observed }) => observed.latencyMs ?? []);
  return latencies.length === 0 ? `${outcome}` : `${outcome} in ${rangeText(latencies)}`;
}

function rangeText(values: readonly number[]): string {
  const low = durationText(Math.min(...values));
  const high = durationText(Math.max(...values));
  return low === high ? low : `${low} to ${high}`;
}

function whyLines(first: CellVerdict, cells: readonly CellVerdict[]): readonly string[] {
  const details = distinct(cells.map(({ observed }) => observed.detail)).filter((text) => text !== first.cause);
  const histories = distinct(cells.map(({ history }) => history));
  const isMeasured = first.observed.outcome !== "probe-failed";
  const suspicion = isMeasured ? suspicionOf(first) : undefined;
  return [
    ...(first.cause === undefined ? [] : [printable(first.cause)]),
    ...exampleLine("", details),
    ...(suspicion === undefined ? [] : [suspicion]),
    ...(isMeasured ? [policiesText(first.predicted)] : []),
    ...exampleLine("rounds: ", histories),
  ];
}

/** The text they share; where they differ, one of them and how many others there are. */
function exampleLine(label: string, texts: readonly string[]): readonly string[] {
  const [first] = texts;
  if (first === undefined) return [];
  const others = texts.length - 1;
  return [`${label}${printable(first)}${others > 0 ? ` (and ${count(others, "other")})` : ""}`];
}

function distinct(texts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => text ?? []))];
}
