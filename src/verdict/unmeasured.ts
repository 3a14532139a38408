import type { CellVerdict, Plan, Report, StepVerdict, Verdict } from "../model/index.ts";
import type { RunFacts } from "./judge.ts";
import { settleExpectations } from "./settle-expectations.ts";
import { totalsOf } from "./totals.ts";

/** The report of a scenario that was skipped, since the cluster lacks what it needs. */
export function skippedReport(plan: Plan, reasons: readonly string[], facts: RunFacts): Report {
  return { ...unmeasured(plan, "skipped", reasons.join("; "), facts), skipped: reasons };
}

/** The report of a scenario of which nothing could be measured. */
export function brokenReport(plan: Plan, reason: string, facts: RunFacts): Report {
  return { ...unmeasured(plan, "unknown", reason, facts), findings: [reason] };
}

function unmeasured(
  plan: Plan,
  verdict: Verdict,
  cause: string,
  { file, cluster, startedAt, durationMs }: RunFacts,
): Report {
  const steps = plan.steps.flatMap((step, index): readonly StepVerdict[] => {
    const expected = plan.expected[index];
    if (step.kind !== "declared" || expected === undefined) return [];
    const { cells } = settleExpectations(expected, []);
    const judged = step.flows.map(
      (flow, cell): CellVerdict => ({
        flow,
        expected: cells[cell] ?? "any",
        observed: { outcome: "probe-failed", detail: cause },
        verdict,
        cause,
      }),
    );
    const refusals = step.refused.map(({ name }) => ({ name, verdict, cause }));
    return [{ name: step.name, verdict, cells: judged, refusals, rounds: 0, durationMs: 0 }];
  });
  const { scenario, tags, parameters } = plan;
  return {
    scenario,
    file,
    tags,
    parameters,
    skipped: [],
    cluster,
    enforcement: "unproven",
    findings: [],
    steps,
    totals: totalsOf(steps),
    verdict,
    startedAt,
    durationMs,
  };
}
