import { afterChanges, countFlows, type Scenario, type Size, withoutPolicies } from "../model/index.ts";

/** How much a run of a scenario measures: what `planScenario` would plan, counted and not made. */
export function sizeOf({ steps, flows, ...world }: Scenario): Size {
  let state = withoutPolicies(world);
  const controlCells = countFlows(state, flows);
  let ofStep = controlCells;
  let cells = 0;
  let waitMs = 0;
  for (const step of steps) {
    const { pods, services } = state;
    state = afterChanges(state, step.changes);
    // Most steps change nothing but policies.
    if (state.pods !== pods || state.services !== services) ofStep = countFlows(state, flows);
    cells += ofStep;
    waitMs += step.waitMs;
  }
  return { steps: steps.length, cells, controlCells, waitMs };
}
