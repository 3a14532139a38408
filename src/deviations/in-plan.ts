import {
  afterChanges,
  declaredSteps,
  type Plan,
  type PlannedStep,
  partiesOf,
  withoutPolicies,
} from "../model/index.ts";
import { problemWith, within } from "../yaml/place.ts";
import type { Problem, Report } from "../yaml/problem.ts";
import { suggest } from "../yaml/suggest.ts";
import type { DeviationEntry } from "./deviation-file.ts";
import { type KnownOf, markCells } from "./mark-cells.ts";

/** A plan that knows which of its cells deviate, and every problem with steps and cells that it does not have. */
export function withDeviations(
  plan: Plan,
  entries: readonly DeviationEntry[],
  knownOf: KnownOf,
): { readonly plan: Plan; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const report: Report = (problem) => {
    problems.push(problem);
  };
  const byStep = entriesByStep(plan, entries, report);
  let state = withoutPolicies(plan);
  const steps = plan.steps.map((step) => {
    state = afterChanges(state, step.task.changes);
    const ofStep = byStep.get(step);
    if (ofStep === undefined) return step;
    const deviations = markCells(step.task.flows, partiesOf(state), {
      entries: ofStep,
      knownOf,
      before: step.expected.deviations ?? [],
      report,
    });
    return { ...step, expected: { ...step.expected, deviations } };
  });
  return { plan: { ...plan, steps }, problems };
}

function entriesByStep(
  plan: Plan,
  entries: readonly DeviationEntry[],
  report: Report,
): ReadonlyMap<PlannedStep, readonly DeviationEntry[]> {
  const byStep = new Map<PlannedStep, readonly DeviationEntry[]>();
  for (const entry of entries) {
    const step = stepOf(plan, entry, report);
    if (step !== undefined) byStep.set(step, [...(byStep.get(step) ?? []), entry]);
  }
  return byStep;
}

function stepOf(
  plan: Plan,
  { step: wanted, place }: DeviationEntry,
  report: Report,
): PlannedStep | undefined {
  const steps = declaredSteps(plan);
  const [only, ...others] = steps;
  if (wanted === undefined && others.length === 0) return only;
  const found = steps.find(({ task }) => task.name === wanted);
  if (found !== undefined) return found;
  const message =
    wanted === undefined
      ? `the scenario has ${steps.length} steps, and this does not say which`
      : `the scenario has no step ${JSON.stringify(wanted)}`;
  const names = steps.map(({ task }) => task.name);
  report(problemWith(within(place, "step"), "value", message, suggest(wanted ?? "", names, "its steps")));
  return undefined;
}
