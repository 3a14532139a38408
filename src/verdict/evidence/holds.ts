import {
  type Decision,
  type Observation,
  type Outcome,
  type Round,
  type SettledExpectation,
  type StepRecord,
  satisfies,
} from "../../model/index.ts";
import { meaning, type SettledStep } from "../settle-expectations.ts";

/** The rounds that prove something of every cell: in an overloaded one a timeout may be an answer that came too late. */
export function countingRounds(record: StepRecord): readonly Round[] {
  return record.rounds.filter(({ overloaded }) => overloaded === undefined);
}

/** What nobody would have seen if answers had only been late. */
const SURE: readonly Outcome[] = ["reachable", "refused", "unreachable", "wrong-peer"];

/** Whether what was seen of a cell in a round proves something: an answer does, even in an overloaded round. */
export function counts({ overloaded }: Round, { outcome }: Observation): boolean {
  return overloaded === undefined || SURE.includes(outcome);
}

/** Whether every sentinel is as its policy wants it: each node has caught up with the step's changes. */
export function hasCaughtUp(
  round: Pick<Round, "sentinels">,
  expected: Pick<SettledStep, "sentinels">,
): boolean {
  return allSatisfied(round.sentinels, expected.sentinels);
}

/** Whether a round is as expected, sentinels included. */
export function isAsExpected(round: Round, expected: SettledStep): boolean {
  return allSatisfied(round.observations, expected.cells) && hasCaughtUp(round, expected);
}

/** Whether a round is what the policies mean, sentinels included: waiting longer will not change it. Not if that is not known. */
export function isAsPredicted(round: Round, predicted: readonly Decision[], expected: SettledStep): boolean {
  return (
    predicted.every(({ undetermined }) => undetermined === undefined) &&
    hasCaughtUp(round, expected) &&
    allSatisfied(round.observations, predicted.map(meaning))
  );
}

function allSatisfied(
  observations: readonly Observation[],
  expected: readonly SettledExpectation[],
): boolean {
  return expected.every((expectation, index) => {
    const observation = observations[index];
    return observation !== undefined && satisfies(observation.outcome, expectation);
  });
}
