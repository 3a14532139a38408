import {
  type ClusterFacts,
  declaredSteps,
  type EarlyEnd,
  flowName,
  type MeasuredStep,
  type Observation,
  type Plan,
  type Report,
  type RunRecord,
  type StepVerdict,
  type Verdict,
  zip,
} from "../model/index.ts";
import { type EnforcementFinding, judgeEnforcement } from "./enforcement.ts";
import { positiveControl } from "./evidence/control.ts";
import { expectedToFail, strictly } from "./expected-failure.ts";
import { judgeStep } from "./judge-step.ts";
import { knownToDeviate } from "./known-deviations.ts";
import type { RunFacts } from "./run-facts.ts";
import { totalsOf } from "./totals.ts";
import { unmeasuredStep } from "./unmeasured.ts";
import { worst } from "./worst.ts";

/** Compares what was expected with what was measured. */
export function judge(plan: Plan, record: RunRecord, { leftover, diagnoses, ...facts }: RunFacts): Report {
  const found = judgeEnforcement(plan, record);
  const steps = judgeSteps(plan, record, found);
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
    ...(plan.notes === undefined ? {} : { notes: plan.notes }),
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

/** The steps that were carried out, then those that were not. */
function judgeSteps(plan: Plan, record: RunRecord, found: EnforcementFinding): readonly StepVerdict[] {
  const measured = declaredSteps(record);
  const absence = whyAbsent(record.endedEarly, found);
  return [
    ...judgeMeasured(plan, record, measured),
    ...declaredSteps(plan)
      .slice(measured.length)
      .map((step) => excusing(unmeasuredStep(step, "unknown", absence), step.expected.xfail, plan.xfail)),
  ];
}

function judgeMeasured(
  plan: Plan,
  record: RunRecord,
  measured: readonly MeasuredStep[],
): readonly StepVerdict[] {
  const controlOf = positiveControl(record);
  let before = seenInControl(record);
  return measured.map((step) => {
    const judged = judgeStep({ step, before, isControlled: controlOf(step), timeouts: plan.timeouts });
    before = new Map(judged.cells.map(({ flow, observed }) => [flowName(flow), observed]));
    return excusing(knownToDeviate(judged, step.expected.deviations), step.expected.xfail, plan.xfail);
  });
}

function seenInControl({ steps }: RunRecord): ReadonlyMap<string, Observation> {
  const control = steps.find(({ task }) => task.kind === "control");
  const last = control?.record.rounds.at(-1);
  if (control === undefined || last === undefined) return new Map();
  return new Map(
    zip(control.task.flows, last.observations).map(([flow, observation]) => [flowName(flow), observation]),
  );
}

/** If the whole scenario is expected to fail, a step of it may pass. */
function excusing(step: StepVerdict, own: string | undefined, scenarios: string | undefined): StepVerdict {
  if (own !== undefined) return expectedToFail(step, own);
  if (scenarios === undefined) return step;
  const excused = expectedToFail(step, scenarios);
  return excused.verdict === "xpass" ? { ...excused, verdict: "pass" } : excused;
}

function whyAbsent(ended: EarlyEnd | undefined, { enforcement }: EnforcementFinding): string {
  if (ended?.kind === "interrupted") return "the run was interrupted before it was measured";
  if (ended?.kind === "failed") return `not measured: ${ended.reason}`;
  if (enforcement === "not-enforced") return "not measured: this cluster does not enforce NetworkPolicy";
  return "not measured: the sentinels did not show that policies are enforced";
}

function findings(
  { finding }: EnforcementFinding,
  { endedEarly }: RunRecord,
  cluster: ClusterFacts,
): readonly string[] {
  return [
    ...(finding === undefined ? [] : [`cluster ${cluster.name} ${finding}`]),
    ...endFindings(endedEarly),
  ];
}

function endFindings(ended: EarlyEnd | undefined): readonly string[] {
  if (ended?.kind === "interrupted")
    return ["the run was interrupted; what had been measured until then is below"];
  if (ended?.kind === "failed")
    return [`the run ended early: ${ended.reason}; what had been measured until then is below`];
  return [];
}
