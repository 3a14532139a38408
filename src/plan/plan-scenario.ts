import {
  afterChanges,
  type ClusterState,
  type ExpectedStep,
  expectationOf,
  type Flow,
  flowsAmong,
  isLoopback,
  type Plan,
  type PlannedStep,
  partiesOf,
  type Scenario,
  type ScenarioStep,
  withoutPolicies,
} from "../model/index.ts";
import { isServed } from "./is-served.ts";

/**
 * Turns a scenario into all that a run will do and what is expected of it. A control step comes first: before any
 * policy every flow must be seen to work, or a denial later proves nothing.
 */
export function planScenario(scenario: Scenario): Plan {
  const { name, tags, parameters, requires, xfail, namespaces, pods, services, timeouts } = scenario;
  const start = withoutPolicies(scenario);
  const flows = flowsAmong(start, scenario.flows);
  const states = statesAfter(start, scenario.steps);
  return {
    scenario: name,
    tags,
    parameters,
    requires,
    ...(xfail === undefined ? {} : { xfail }),
    namespaces,
    pods,
    services,
    timeouts,
    steps: [
      controlStep(flows),
      ...states.map(({ step, state }) => plannedStep(step, flowsAmong(state, scenario.flows))),
    ],
    expected: [
      controlExpectation(flows, start),
      ...states.map(({ step, state }) => expectedStep(step, state, flowsAmong(state, scenario.flows))),
    ],
  };
}

/** Pods, labels and endpoints are those of the step, so that the state is carried along. */
function statesAfter(start: ClusterState, steps: readonly ScenarioStep[]) {
  let state = start;
  return steps.map((step) => {
    state = afterChanges(state, step.changes);
    return { step, state };
  });
}

function controlStep(flows: readonly Flow[]): PlannedStep {
  return { name: "control", kind: "control", changes: [], refused: [], waitMs: 0, flows, sentinels: [] };
}

/** A flow to which nobody listens shows nothing, and CNIs differ in what a pod's flow to itself does. */
function controlExpectation(flows: readonly Flow[], { pods }: ClusterState): ExpectedStep {
  const byRef = new Map(pods.map((pod) => [pod.ref, pod]));
  const isSure = (flow: Flow): boolean => !isLoopback(flow) && isServed(flow, byRef);
  return { cells: flows.map((flow) => (isSure(flow) ? "allow" : "any")), sentinels: [] };
}

function plannedStep({ name, changes, refused, waitMs }: ScenarioStep, flows: readonly Flow[]): PlannedStep {
  return { name, kind: "declared", changes, refused, waitMs, flows, sentinels: [] };
}

function expectedStep(
  { expect, xfail }: ScenarioStep,
  state: ClusterState,
  flows: readonly Flow[],
): ExpectedStep {
  const parties = partiesOf(state);
  const cells = flows.map((flow) => expectationOf(expect, flow, parties));
  return { cells, sentinels: [], ...(xfail === undefined ? {} : { xfail }) };
}
