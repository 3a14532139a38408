import {
  type CellVerdict,
  type Decision,
  type ExpectedStep,
  type Flow,
  flowName,
  type Observation,
  type PlannedStep,
  type Round,
  type StepRecord,
  type StepVerdict,
  type Timeouts,
} from "../model/index.ts";
import type { IsControlled } from "./control.ts";
import { enforcedAfterMs, historyOf } from "./history.ts";
import { countingRounds, hasCaughtUp } from "./holds.ts";
import { judgeCell } from "./judge-cell.ts";
import { judgeRefusals } from "./judge-refusals.ts";
import { settleExpectations } from "./settle-expectations.ts";
import { worst } from "./worst.ts";

/** All that is needed to judge one declared step. */
export interface StepEvidence {
  readonly step: PlannedStep;
  readonly expected: ExpectedStep;
  /** Empty if the step was never begun. */
  readonly predicted: readonly Decision[];
  readonly record: StepRecord | undefined;
  /** What each flow was seen to do at the end of the step before, by name. */
  readonly before: ReadonlyMap<string, Observation>;
  readonly isControlled: IsControlled;
  readonly timeouts: Timeouts;
  /** Why there is no record, if there is none. */
  readonly absence: string;
}

export function judgeStep(evidence: StepEvidence): StepVerdict {
  const { step, record } = evidence;
  const rounds = record === undefined ? [] : countingRounds(record);
  const cells = step.flows.map(cellJudge(evidence, rounds));
  const refusals = judgeRefusals(step.refused, record?.refusals, evidence.absence);
  const enforced = cells.flatMap(({ enforcedMs }) => enforcedMs ?? []);
  const last = record?.rounds.at(-1);
  return {
    name: step.name,
    verdict: worst([...cells, ...refusals].map(({ verdict }) => verdict)),
    cells,
    refusals,
    rounds: record?.rounds.length ?? 0,
    durationMs: record === undefined || last === undefined ? 0 : last.endedMs - record.appliedMs,
    ...(enforced.length === 0 ? {} : { enforcedMs: enforced.reduce((a, b) => Math.max(a, b)) }),
    ...(last === undefined ? {} : { probeTimeoutMs: last.timeoutMs }),
  };
}

function cellJudge(
  evidence: StepEvidence,
  rounds: readonly Round[],
): (flow: Flow, cell: number) => CellVerdict {
  const { predicted, record, before, isControlled, timeouts } = evidence;
  const expected = settleExpectations(evidence.expected, predicted);
  const caughtUpAt = rounds.findIndex((round) => hasCaughtUp(round, expected));
  const absence = record?.rounds.at(-1)?.overloaded ?? evidence.absence;
  return (flow, cell) => {
    const expectation = expected.cells[cell];
    const decision = predicted[cell];
    if (expectation === undefined) throw new Error(`the plan has no cell ${cell}`);
    const observations = rounds.flatMap((round) => round.observations[cell] ?? []);
    const judgement = judgeCell({
      expected: expectation,
      observations,
      caughtUpAt: caughtUpAt < 0 ? undefined : caughtUpAt,
      controlled: isControlled(flow, rounds.at(-1)),
      hold: timeouts.hold,
      absence,
    });
    const history = historyOf(observations);
    const changed = hasChanged(before.get(flowName(flow)), judgement.observed);
    const enforcedMs =
      record && changed ? enforcedAfterMs(rounds, cell, expectation, record.appliedMs) : undefined;
    return {
      flow,
      expected: expectation,
      ...(decision === undefined ? {} : { predicted: decision }),
      ...judgement,
      ...(history === undefined ? {} : { history }),
      ...(enforcedMs === undefined ? {} : { enforcedMs }),
    };
  };
}

function hasChanged(before: Observation | undefined, now: Observation): boolean {
  return before !== undefined && (before.outcome === "reachable") !== (now.outcome === "reachable");
}
