import {
  type CellVerdict,
  declaredSteps,
  type Plan,
  type PlannedStep,
  type Report,
  type StepVerdict,
  type Verdict,
  zip,
} from "../model/index.ts";
import type { RunFacts } from "./run-facts.ts";
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

/** The verdict of a step that was never begun, or not finished. */
export function unmeasuredStep(
  { task, expected }: PlannedStep,
  verdict: Verdict,
  cause: string,
): StepVerdict {
  const cells = zip(task.flows, settleExpectations(expected).cells).map(
    ([flow, expectation]): CellVerdict => ({
      flow,
      expected: expectation,
      observed: { outcome: "probe-failed", detail: cause },
      verdict,
      cause,
    }),
  );
  const refusals = task.refused.map(({ name }) => ({ name, verdict, cause }));
  return { name: task.name, verdict, cells, refusals, rounds: 0, durationMs: 0 };
}

function unmeasured(
  plan: Plan,
  verdict: Verdict,
  cause: string,
  { file, cluster, startedAt, durationMs }: RunFacts,
): Report {
  const steps = declaredSteps(plan).map((step) => unmeasuredStep(step, verdict, cause));
  const { scenario, tags, parameters, notes } = plan;
  return {
    scenario,
    file,
    tags,
    parameters,
    skipped: [],
    cluster,
    enforcement: "unproven",
    findings: [],
    ...(notes === undefined ? {} : { notes }),
    steps,
    totals: totalsOf(steps),
    verdict,
    startedAt,
    durationMs,
  };
}
