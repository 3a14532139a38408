import {
  type CellVerdict,
  type Decision,
  flowName,
  type MeasuredStep,
  type Observation,
  type Round,
  type StepVerdict,
  type Timeouts,
  zip,
} from "../model/index.ts";
import type { IsControlled } from "./evidence/control.ts";
import { enforcedAfterMs, historyOf } from "./evidence/history.ts";
import { counts, hasCaughtUp } from "./evidence/holds.ts";
import { whySilenceProvesNothing } from "./evidence/late-answers.ts";
import { resentIn } from "./evidence/resent.ts";
import { judgeCell, type Sight } from "./judge-cell.ts";
import { judgeRefusals } from "./judge-refusals.ts";
import { type SettledStep, settleExpectations } from "./settle-expectations.ts";
import { worst } from "./worst.ts";

/** All that is needed to judge one declared step. */
export interface StepEvidence {
  readonly step: MeasuredStep;
  /** What each flow was seen to do at the end of the step before, by name. */
  readonly before: ReadonlyMap<string, Observation>;
  readonly isControlled: IsControlled;
  readonly timeouts: Timeouts;
}

export function judgeStep(evidence: StepEvidence): StepVerdict {
  const { task, record, predicted } = evidence.step;
  const expected = settleExpectations(evidence.step.expected, predicted);
  const judge = cellJudge(evidence, expected);
  const cells = zip(zip(task.flows, expected.cells), predicted).map(([[flow, expectation], decision], cell) =>
    judge({ flow, expected: expectation, predicted: decision }, cell),
  );
  const refusals = judgeRefusals(task.refused, record.refusals);
  const enforced = cells.flatMap(({ enforcedMs }) => enforcedMs ?? []);
  const last = record.rounds.at(-1);
  const resent = resentIn(record.rounds);
  return {
    name: task.name,
    verdict: worst([...cells, ...refusals].map(({ verdict }) => verdict)),
    cells,
    refusals,
    rounds: record.rounds.length,
    durationMs: last === undefined ? 0 : last.endedMs - record.appliedMs,
    ...(enforced.length === 0 ? {} : { enforcedMs: enforced.reduce((a, b) => Math.max(a, b)) }),
    ...(last === undefined ? {} : { probeTimeoutMs: last.timeoutMs }),
    ...(resent === undefined ? {} : { resent }),
  };
}

interface Cell extends Pick<CellVerdict, "flow" | "expected"> {
  readonly predicted: Decision;
}

/** Judges the cells of a step, each by its place among the step's flows. */
function cellJudge(
  { step: { record }, before, isControlled, timeouts }: StepEvidence,
  step: SettledStep,
): (cell: Cell, place: number) => CellVerdict {
  const sightsOf = sighting(record.rounds, step);
  const late = whySilenceProvesNothing(record.rounds);
  const enforced = [...record.sentinelRounds, ...record.rounds].some((round) => hasCaughtUp(round, step));
  const lastCounting = record.rounds.findLast(({ overloaded }) => overloaded === undefined);
  return (cell, place) => {
    const sights = sightsOf(place);
    const judgement = judgeCell({
      expected: cell.expected,
      sights,
      controlled: isControlled(cell.flow, lastCounting),
      hold: timeouts.hold,
      ...(cell.predicted.unserved === undefined ? {} : { unserved: cell.predicted.unserved }),
      absence: late ?? "it was not probed",
      ...(late === undefined ? {} : { late }),
      enforced,
    });
    const history = historyOf(sights);
    const changed = hasChanged(before.get(flowName(cell.flow)), judgement.observed);
    const enforcedMs = changed
      ? enforcedAfterMs(record.rounds, place, cell.expected, record.appliedMs)
      : undefined;
    return {
      ...cell,
      ...judgement,
      ...(history === undefined ? {} : { history }),
      ...(enforcedMs === undefined ? {} : { enforcedMs }),
    };
  };
}

/** What the rounds of a step showed of the cell at a place, as far as it proves something. */
function sighting(rounds: readonly Round[], step: SettledStep): (place: number) => readonly Sight[] {
  const caughtUpAt = rounds.findIndex((round) => round.overloaded === undefined && hasCaughtUp(round, step));
  return (place) =>
    rounds.flatMap((round, index): readonly Sight[] => {
      const observation = round.observations[place];
      if (observation === undefined || !counts(round, observation)) return [];
      return [{ ...observation, caughtUp: caughtUpAt >= 0 && index >= caughtUpAt }];
    });
}

function hasChanged(before: Observation | undefined, now: Observation): boolean {
  return before !== undefined && (before.outcome === "reachable") !== (now.outcome === "reachable");
}
