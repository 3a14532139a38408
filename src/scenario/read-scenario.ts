import { flowsAmong, type Pod, type Scenario, type ScenarioStep, withoutPolicies } from "../model/index.ts";
import { type Field, isMapping } from "../yaml/field.ts";
import { readFields } from "../yaml/read-shape.ts";
import type { ActionContext } from "./actions/actions.ts";
import { impliedRequirements } from "./implied-requirements.ts";
import { distinct, readRequires } from "./requires.ts";
import { SCENARIO } from "./scenario-shape.ts";
import { createdSomewhere, readSteps } from "./steps.ts";
import { checkTags } from "./tags.ts";
import { readTimeouts } from "./timeouts.ts";
import { automaticServices } from "./world/automatic-services.ts";
import { readFlowKinds } from "./world/flow-kinds.ts";
import { keysOf } from "./world/names.ts";
import { readNamespaces } from "./world/namespaces.ts";
import { readPods } from "./world/pods.ts";
import { checkTargetPorts, readServices } from "./world/services.ts";
import { noteUnservedServices } from "./world/unserved-services.ts";
import type { Progress } from "./world/world.ts";

/** `sound`: whether every placeholder of a parameter is known. */
export interface ReadContext extends ActionContext {
  readonly sound: boolean;
}

/** The scenario of a document whose placeholders of parameters are replaced; undefined if it has no mapping of pods. */
export function readScenario(root: Field, context: ReadContext): Omit<Scenario, "parameters"> | undefined {
  const { name = "", tags = [], xfail, pods: written } = readFields(root, SCENARIO);
  checkTags(root.child("tags"), tags);
  const timeouts = readTimeouts(root.child("timeouts"));
  const required = readRequires(root.child("requires"));
  // All else would be unknown without the pods.
  if (written === undefined) return undefined;
  const { start, kinds, declared } = readStart(root, context);
  const { problemCount } = context;
  const steps = readSteps(root, start, { ...context, kinds });
  const { namespaces, pods, services } = start.state;
  const ever = [...pods, ...createdBy(steps)];
  if (start.podsKnown) checkTargetPorts(root.child("services"), declared, ever);
  if (start.podsKnown && problemCount() === 0)
    noteUnservedServices(root.child("services"), declared, { state: start.state, kinds }, steps);
  if (start.podsKnown && !hasCells(start, steps, ever, kinds)) reportNoCell(root);
  const changes = steps.flatMap((step) => step.changes);
  const implied = impliedRequirements({ pods: ever, services, kinds, changes });
  return {
    name,
    tags,
    requires: distinct([...required, ...implied]),
    ...(xfail === undefined ? {} : { xfail }),
    namespaces,
    pods,
    services,
    steps,
    flows: kinds,
    timeouts,
  };
}

/** The cluster before the first step, and the Services that are written down. */
function readStart(root: Field, { problemCount, sound }: ReadContext) {
  const atStart = problemCount();
  const written = root.child("namespaces").value;
  const declaredNames = isMapping(written) ? Object.keys(written) : undefined;
  const namespaces = readNamespaces(root.child("namespaces"));
  const pods = readPods(root.child("pods"), declaredNames);
  const declared = readServices(root.child("services"), declaredNames);
  const kinds = readFlowKinds(root, declared);
  const services = [...declared, ...automaticServices(root, pods, declared, kinds)];
  const start: Progress = {
    state: withoutPolicies({ namespaces, pods, services }),
    names: {
      // Without a mapping of namespaces those of the pods must do, or every rule would have a problem too.
      namespaces: declaredNames ?? [...new Set(pods.map(({ namespace }) => namespace))],
      pods: keysOf(root.child("pods").value),
      services: [...new Set([...keysOf(root.child("services").value), ...services.map(({ ref }) => ref)])],
      elsewhere: [
        ...(declaredNames ?? []),
        ...keysOf(root.child("pods").value),
        ...createdSomewhere(root.child("steps")),
      ],
    },
    podsKnown: sound && declaredNames !== undefined && isKnownKind(root) && problemCount() === atStart,
    policiesKnown: true,
  };
  return { start, kinds, declared };
}

function isKnownKind(root: Field): boolean {
  const loopback = root.child("loopback").value;
  const services = root.child("services").value;
  return (
    (loopback === undefined || typeof loopback === "boolean") &&
    (services === undefined || isMapping(services))
  );
}

function createdBy(steps: readonly ScenarioStep[]): readonly Pod[] {
  return steps.flatMap(({ changes }) =>
    changes.flatMap((change) => (change.action === "create-pod" ? [change.pod] : [])),
  );
}

/** Whether there is anything to measure, at the start or with pods that come later, or a manifest to be refused. */
function hasCells(
  start: Progress,
  steps: readonly ScenarioStep[],
  pods: readonly Pod[],
  kinds: Scenario["flows"],
): boolean {
  const state = { ...start.state, pods };
  const areFlows = start.podsKnown && pods.some((source) => flowsAmong(state, kinds, [source]).length > 0);
  return areFlows || steps.some(({ refused }) => refused.length > 0);
}

function reportNoCell(root: Field): void {
  root
    .child("pods")
    .problemAtKey(
      "the scenario has no cell: no pod can reach a port of another",
      "declare at least two pods, one of them with ports",
    );
}
