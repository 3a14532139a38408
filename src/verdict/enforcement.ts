import {
  type Enforcement,
  type ExpectedStep,
  flowName,
  type Observation,
  type Plan,
  type RunRecord,
  satisfies,
} from "../model/index.ts";
import { countingRounds } from "./holds.ts";

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
  const index = plan.steps.findIndex(({ kind }) => kind === "canary");
  if (index < 0) return { enforcement: "enforced" };
  const step = record.steps[index];
  const last = step && countingRounds(step).at(-1);
  const expected = plan.expected[index];
  if (last === undefined || expected === undefined) return { enforcement: "unproven" };
  return judgeSentinels(plan, index, last.sentinels, expected.sentinels);
}

function judgeSentinels(
  plan: Plan,
  index: number,
  observed: readonly Observation[],
  expected: ExpectedStep["sentinels"],
): EnforcementFinding {
  const flows = plan.steps[index]?.sentinels ?? [];
  const wrong = flows.flatMap((flow, cell) => {
    const observation = observed[cell];
    const expectation = expected[cell];
    if (observation === undefined || expectation === undefined) return [];
    return satisfies(observation.outcome, expectation) ? [] : [{ flow, observation, expectation }];
  });
  const leaks = wrong.filter(
    ({ observation, expectation }) => expectation === "deny" && observation.outcome === "reachable",
  );
  const closed = expected.filter((expectation) => expectation === "deny").length;
  if (leaks.length > 0) return { enforcement: "not-enforced", finding: leakFinding(leaks.length, closed) };
  const [first] = wrong;
  if (first === undefined) return { enforcement: "enforced" };
  const { outcome, detail } = first.observation;
  const why = detail === undefined ? outcome : `${outcome}: ${detail}`;
  return {
    enforcement: "unproven",
    finding: `the sentinels could not be measured: ${flowName(first.flow)} was ${why}`,
  };
}

function leakFinding(leaks: number, closed: number): string {
  const where = leaks === closed ? "" : ` on ${leaks} of ${closed} nodes`;
  return `does not enforce NetworkPolicy${where}: a port that a policy had closed still answered when the grace period ended`;
}
