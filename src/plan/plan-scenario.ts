import {
  afterChanges,
  type ClusterState,
  expectationOf,
  type Flow,
  flowsAmong,
  isLoopback,
  type Plan,
  type PlannedStep,
  partiesOf,
  type Requirement,
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
  const { name, tags, parameters, requires, xfail, namespaces, pods, services, timeouts, notes } = scenario;
  const start = withoutPolicies(scenario);
  return {
    scenario: name,
    tags,
    parameters,
    requires,
    ...(xfail === undefined ? {} : { xfail }),
    namespaces,
    pods,
    services,
    ...nodesFor(requires),
    timeouts,
    ...(notes === undefined ? {} : { notes }),
    steps: [controlStep(flowsAmong(start, scenario.flows), start), ...declaredSteps(start, scenario)],
  };
}

/** What pods imply that come later stands among the requirements, too. */
function nodesFor(requires: readonly Requirement[]): Pick<Plan, "nodes"> {
  const wanted = requires.flatMap((each) => (each.feature === "nodes" ? each.atLeast : []));
  return wanted.length === 0 ? {} : { nodes: Math.max(...wanted) };
}

/** A flow to which nobody listens shows nothing, and CNIs differ in what a pod's flow to itself does. */
function controlStep(flows: readonly Flow[], { pods }: ClusterState): PlannedStep {
  const byRef = new Map(pods.map((pod) => [pod.ref, pod]));
  const isSure = (flow: Flow): boolean => !isLoopback(flow) && isServed(flow, byRef);
  return {
    task: { name: "control", kind: "control", changes: [], refused: [], waitMs: 0, flows, sentinels: [] },
    expected: { cells: flows.map((flow) => (isSure(flow) ? "allow" : "any")), sentinels: [] },
  };
}

/** Pods, labels and endpoints are those of the step, so that the state is carried along. */
function declaredSteps(start: ClusterState, scenario: Scenario): readonly PlannedStep[] {
  let state = start;
  return scenario.steps.map((step) => {
    state = afterChanges(state, step.changes);
    return declaredStep(step, state, flowsAmong(state, scenario.flows));
  });
}

function declaredStep(
  { name, changes, refused, waitMs, expect, xfail }: ScenarioStep,
  state: ClusterState,
  flows: readonly Flow[],
): PlannedStep {
  const parties = partiesOf(state);
  return {
    task: { name, kind: "declared", changes, refused, waitMs, flows, sentinels: [] },
    expected: {
      cells: flows.map((flow) => expectationOf(expect, flow, parties)),
      sentinels: [],
      ...(xfail === undefined ? {} : { xfail }),
    },
  };
}
