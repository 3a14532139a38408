import {
  type ClusterFacts,
  type Decision,
  flowName,
  type Observation,
  type Plan,
  type Report,
  type RunRecord,
  type StepVerdict,
  type Verdict,
} from "../model/index.ts";
import { positiveControl } from "./control.ts";
import { type EnforcementFinding, judgeEnforcement } from "./enforcement.ts";
import { expectedToFail, strictly } from "./expected-failure.ts";
import { judgeStep } from "./judge-step.ts";
import { totalsOf } from "./totals.ts";
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

/**
 * Compares what was expected with what was measured. `predicted` has one entry for each flow of each step that was begun.
 */
export function judge(
  plan: Plan,
  predicted: readonly (readonly Decision[])[],
  record: RunRecord,
  { leftover, diagnoses, ...facts }: RunFacts,
): Report {
  const found = judgeEnforcement(plan, record);
  const steps = judgeSteps(plan, predicted, record, found);
  const verdict = overall(plan, found, steps);
  return {
    scenario: plan.scenario,
    tags: plan.tags,
    parameters: plan.parameters,
    skipped: [],
    ...facts,
    enforcement: found.enforcement,
    findings: [
      ...findings(found, record, facts.cluster),
      ...diagnoses,
      ...(leftover === undefined ? [] : [leftover]),
    ],
    steps,
    totals: totalsOf(steps),
    verdict: leftover === undefined ? verdict : worst([verdict, "unknown"]),
  };
}

function overall(
  { xfail }: Plan,
  { enforcement }: EnforcementFinding,
  steps: readonly StepVerdict[],
): Verdict {
  if (enforcement === "not-enforced") return "fail";
  const verdicts = steps.map(({ verdict }) => verdict);
  return xfail === undefined ? worst(verdicts) : strictly(verdicts);
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
    const judged = judgeStep({
      step,
      expected,
      predicted: predicted[index] ?? [],
      record: record.steps[index],
      before,
      isControlled,
      timeouts: plan.timeouts,
      absence,
    });
    before = new Map(judged.cells.map(({ flow, observed }) => [flowName(flow), observed]));
    return [excusing(judged, expected.xfail, plan.xfail)];
  });
}

/** If the whole scenario is expected to fail, a step of it may pass. */
function excusing(step: StepVerdict, own: string | undefined, scenarios: string | undefined): StepVerdict {
  if (own !== undefined) return expectedToFail(step, own);
  if (scenarios === undefined) return step;
  const excused = expectedToFail(step, scenarios);
  return excused.verdict === "xpass" ? { ...excused, verdict: "pass" } : excused;
}

function observedInControl(plan: Plan, record: RunRecord): ReadonlyMap<string, Observation> {
  const index = plan.steps.findIndex(({ kind }) => kind === "control");
  const observations = record.steps[index]?.rounds.at(-1)?.observations ?? [];
  const flows = plan.steps[index]?.flows ?? [];
  return new Map(
    observations.flatMap((observation, cell) => {
      const flow = flows[cell];
      return flow === undefined ? [] : [[flowName(flow), observation] as const];
    }),
  );
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
