import {
  afterChanges,
  type ClusterState,
  type ExpectedStep,
  expectationOf,
  type Flow,
  flowsAmong,
  type Plan,
  type PlannedStep,
  type Pod,
  type PodRef,
  type Scenario,
  type ScenarioStep,
} from "../model/index.ts";

/**
 * Turns a scenario into all that a run will do and what is expected of it. A control step comes first: before any
 * policy every flow must be seen to work, or a denial later proves nothing.
 */
export function planScenario(scenario: Scenario): Plan {
  const { name, namespaces, pods, timeouts, loopback } = scenario;
  const flows = flowsAmong(pods, loopback);
  return {
    scenario: name,
    namespaces,
    pods,
    timeouts,
    steps: [controlStep(flows), ...scenario.steps.map((step) => plannedStep(step, flows))],
    expected: [controlExpectation(flows), ...expectedSteps(scenario, flows)],
  };
}

function controlStep(flows: readonly Flow[]): PlannedStep {
  return { name: "control", kind: "control", changes: [], flows, sentinels: [] };
}

function controlExpectation(flows: readonly Flow[]): ExpectedStep {
  return { cells: flows.map(({ source, target }) => (source === target ? "any" : "allow")), sentinels: [] };
}

function plannedStep({ name, changes }: ScenarioStep, flows: readonly Flow[]): PlannedStep {
  return { name, kind: "declared", changes, flows, sentinels: [] };
}

/** Labels in rules mean the labels of that step, so that the state is carried along. */
function expectedSteps(scenario: Scenario, flows: readonly Flow[]): readonly ExpectedStep[] {
  let state: ClusterState = { namespaces: scenario.namespaces, pods: scenario.pods, policies: [] };
  return scenario.steps.map(({ changes, expect }) => {
    state = afterChanges(state, changes);
    const pods = new Map<PodRef, Pod>(state.pods.map((pod) => [pod.ref, pod]));
    return { cells: flows.map((flow) => expectationOf(expect, flow, pods)), sentinels: [] };
  });
}
