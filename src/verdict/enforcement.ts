import {
  type Enforcement,
  flowName,
  type MeasuredStep,
  type Observation,
  type Plan,
  type RunRecord,
  type SettledExpectation,
  satisfies,
  zip,
} from "../model/index.ts";
import { countingRounds } from "./evidence/holds.ts";

/** Whether this cluster enforces NetworkPolicy at all, as its sentinels show, and how we know. */
export interface EnforcementFinding {
  readonly enforcement: Enforcement;
  readonly finding?: string;
}

/**
 * Reads the canary step: with a policy in force, each sentinel must be open on one port and closed on the other. A plan
 * without one follows another in a session that had it.
 */
export function judgeEnforcement(plan: Plan, record: RunRecord): EnforcementFinding {
  if (!plan.steps.some(({ task }) => task.kind === "canary")) return { enforcement: "enforced" };
  const canary = record.steps.find(({ task }) => task.kind === "canary");
  const last = canary && countingRounds(canary.record).at(-1);
  if (canary === undefined || last === undefined) return { enforcement: "unproven" };
  return judgeSentinels(canary, last.sentinels);
}

function judgeSentinels(
  { task, expected }: Pick<MeasuredStep, "task" | "expected">,
  observed: readonly Observation[],
): EnforcementFinding {
  const wrong = zip(zip(task.sentinels, expected.sentinels), observed).flatMap(
    ([[flow, expectation], observation]) =>
      satisfies(observation.outcome, expectation) ? [] : [{ flow, observation, expectation }],
  );
  const leaks = wrong.filter(
    ({ observation, expectation }) => expectation === "deny" && observation.outcome === "reachable",
  );
  if (leaks.length > 0)
    return { enforcement: "not-enforced", finding: leakFinding(leaks.length, expected.sentinels) };
  const [first] = wrong;
  if (first === undefined) return { enforcement: "enforced" };
  const { outcome, detail } = first.observation;
  const why = detail === undefined ? outcome : `${outcome}: ${detail}`;
  return {
    enforcement: "unproven",
    finding: `the sentinels could not be measured: ${flowName(first.flow)} was ${why}`,
  };
}

function leakFinding(leaks: number, expected: readonly SettledExpectation[]): string {
  const closed = expected.filter((expectation) => expectation === "deny").length;
  const where = leaks === closed ? "" : ` on ${leaks} of ${closed} nodes`;
  return `does not enforce NetworkPolicy${where}: a port that a policy had closed still answered when the grace period ended`;
}
