import type {
  ClusterFacts,
  Decision,
  Observation,
  Plan,
  Report,
  RunRecord,
  StepVerdict,
  Verdict,
} from "../model/index.ts";
import { positiveControl } from "./control.ts";
import { type EnforcementFinding, judgeEnforcement } from "./enforcement.ts";
import { judgeStep } from "./judge-step.ts";
import { worst } from "./worst.ts";

/** What a report says beside the verdicts. */
export interface RunFacts {
  readonly file: string;
  readonly cluster: ClusterFacts;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** What the cluster says about pods that could not be asked, a sentence each. */
  readonly diagnoses: readonly string[];
  /** What could not be removed from the cluster, as a sentence; a run that leaves something behind does not pass. */
  readonly leftover?: string;
}

/** Compares what was expected with what was measured; `predicted` has one entry for each step and flow of the plan. */
export function judge(
  plan: Plan,
  predicted: readonly (readonly Decision[])[],
  record: RunRecord,
  { leftover, diagnoses, ...facts }: RunFacts,
): Report {
  const found = judgeEnforcement(plan, record);
  const steps = judgeSteps(plan, predicted, record, found);
  const verdicts = steps.flatMap(({ cells }) => cells.map(({ verdict }) => verdict));
  return {
    scenario: plan.scenario,
    ...facts,
    enforcement: found.enforcement,
    findings: [
      ...findings(found, record, facts.cluster),
      ...diagnoses,
      ...(leftover === undefined ? [] : [leftover]),
    ],
    steps,
    totals: totals(verdicts),
    verdict: overall(found, leftover === undefined ? verdicts : [...verdicts, "unknown"]),
  };
}

function overall({ enforcement }: EnforcementFinding, verdicts: readonly Verdict[]): Verdict {
  return enforcement === "not-enforced" ? "fail" : worst(verdicts);
}

function judgeSteps(
  plan: Plan,
  predicted: readonly (readonly Decision[])[],
  record: RunRecord,
  found: EnforcementFinding,
): readonly StepVerdict[] {
  const isControlled = positiveControl(plan, record);
  const absence = whyAbsent(record, found);
  let before = observedInControl(plan, record);
  return plan.steps.flatMap((step, index) => {
    const expected = plan.expected[index];
    if (step.kind !== "declared" || expected === undefined) return [];
    const verdict = judgeStep({
      step,
      expected,
      predicted: predicted[index] ?? [],
      record: record.steps[index],
      before,
      isControlled,
      timeouts: plan.timeouts,
      absence,
    });
    before = verdict.cells.map(({ observed }) => observed);
    return [verdict];
  });
}

function observedInControl(plan: Plan, record: RunRecord): readonly Observation[] {
  const control = record.steps[plan.steps.findIndex(({ kind }) => kind === "control")];
  return control?.rounds.at(-1)?.observations ?? [];
}

function whyAbsent(record: RunRecord, { enforcement }: EnforcementFinding): string {
  if (record.endedEarly === "interrupted") return "the run was interrupted before it was measured";
  if (enforcement === "not-enforced") return "not measured: this cluster does not enforce NetworkPolicy";
  return "not measured: the sentinels did not show that policies are enforced";
}

function findings(
  { finding }: EnforcementFinding,
  record: RunRecord,
  cluster: ClusterFacts,
): readonly string[] {
  return [
    ...(finding === undefined ? [] : [`cluster ${cluster.name} ${finding}`]),
    ...(record.endedEarly === "interrupted"
      ? ["the run was interrupted; what had been measured until then is below"]
      : []),
  ];
}

function totals(verdicts: readonly Verdict[]): Report["totals"] {
  const count = (verdict: Verdict): number => verdicts.filter((other) => other === verdict).length;
  return {
    pass: count("pass"),
    fail: count("fail"),
    flaky: count("flaky"),
    unknown: count("unknown"),
    skipped: count("skipped"),
    xfail: count("xfail"),
    xpass: count("xpass"),
  };
}
