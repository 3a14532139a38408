import {
  type CellVerdict,
  flowName,
  type StepVerdict,
  type Verdict,
  WORST_FIRST,
} from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { duration } from "./duration.ts";
import { groupBy } from "./group-by.ts";
import { policiesSentence } from "./policies-sentence.ts";
import { predictedWord, predictionAgrees, suspect } from "./suspect.ts";

/** Cells of a step that did not pass in the same way and for the same reason. */
export interface MismatchGroup {
  readonly verdict: Verdict;
  /** Never empty. */
  readonly cells: readonly CellVerdict[];
  /** What is wrong and what to suspect, in a sentence. */
  readonly summary: string;
  /** The policies that bear on these flows; absent where nothing was measured. */
  readonly policies?: string;
}

/** The verdicts that are no pass, the worst first. */
const NO_PASS: readonly Verdict[] = WORST_FIRST.filter((verdict) => verdict !== "pass");

const NOT_MEASURED = "not measured";

/** What did not pass in a step, the worst first. */
export function mismatchGroups({ cells }: Pick<StepVerdict, "cells">): readonly MismatchGroup[] {
  const sorted = NO_PASS.flatMap((verdict) => cells.filter((cell) => cell.verdict === verdict));
  const groups = groupBy(sorted, (cell) => [cell.verdict, summaryOf(cell), policiesOf(cell)].join("\n"));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const policies = policiesOf(first);
    const { verdict } = first;
    return [
      { verdict, cells: group, summary: summaryOf(first), ...(policies === undefined ? {} : { policies }) },
    ];
  });
}

/** `expected deny, observed reachable`, and what the policies say where that is something else than declared. */
export function comparison({ expected, predicted, observed }: CellVerdict): string {
  const seen = observed.outcome === "probe-failed" ? NOT_MEASURED : `observed ${observed.outcome}`;
  const meant =
    predicted === undefined || predictionAgrees(expected, predicted)
      ? ""
      : `, predicted ${predictedWord(predicted)}`;
  return `expected ${expected}${meant}, ${seen}`;
}

/** How it was seen, where that differs from cell to cell: `in 0.4 ms; rounds: reachable×1 timeout×3`. */
export function circumstances({ observed, cause, history }: CellVerdict, probeTimeoutMs?: number): string {
  const { outcome, latencyMs, detail } = observed;
  return [
    ...(latencyMs === undefined ? [] : [`${outcome} in ${duration(latencyMs)}`]),
    ...(outcome === "timeout" && probeTimeoutMs !== undefined
      ? [`no answer in ${duration(probeTimeoutMs)}`]
      : []),
    ...(detail === undefined || detail === cause ? [] : [oneLine(detail)]),
    ...(history === undefined ? [] : [`rounds: ${history}`]),
  ].join("; ");
}

/** All that is known about one cell, as lines; the first is a sentence that stands alone. */
export function explanation(cell: CellVerdict, probeTimeoutMs?: number): readonly string[] {
  const reasons = [causeOf(cell), suspect(cell), policiesOf(cell)].filter((line) => line !== undefined);
  const seen = circumstances(cell, probeTimeoutMs);
  return [`${flowName(cell.flow)}: ${comparison(cell)}`, ...reasons, ...(seen === "" ? [] : [seen])];
}

function summaryOf(cell: CellVerdict): string {
  const reasons = [causeOf(cell), suspect(cell)].filter((reason) => reason !== undefined);
  return [comparison(cell), ...reasons].join(": ");
}

function causeOf({ cause }: CellVerdict): string | undefined {
  return cause === undefined ? undefined : oneLine(cause).replace(`${NOT_MEASURED}: `, "");
}

function policiesOf({ flow, predicted, observed }: CellVerdict): string | undefined {
  if (observed.outcome === "probe-failed" || predicted === undefined) return undefined;
  return policiesSentence(predicted, flow);
}
