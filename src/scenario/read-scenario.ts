import type { Twins } from "../manifest/twins/twins-of.ts";
import {
  type Change,
  type FlowKinds,
  flowsAmong,
  type Pod,
  type Scenario,
  type ScenarioStep,
  withoutPolicies,
} from "../model/index.ts";
import { type Field, isMapping } from "../yaml/field.ts";
import { readFields } from "../yaml/read-shape.ts";
import type { ActionContext } from "./actions/actions.ts";
import { impliedRequirements } from "./implied-requirements.ts";
import { distinct, readRequires } from "./requires.ts";
import { SCENARIO, SCENARIO_OF_MANIFESTS } from "./scenario-shape.ts";
import { createdSomewhere, readSteps } from "./steps.ts";
import { checkTags } from "./tags.ts";
import { readTimeouts } from "./timeouts.ts";
import { automaticServices } from "./world/automatic-services.ts";
import { reportTaken, withDeclared } from "./world/beside-manifests.ts";
import { readFlowKinds } from "./world/flow-kinds.ts";
import { type ManifestReading, readTwins } from "./world/manifests.ts";
import { keysOf } from "./world/names.ts";
import { readNamespaces } from "./world/namespaces.ts";
import { readPods } from "./world/pods.ts";
import { checkTargetPorts, readServices } from "./world/services.ts";
import { noteUnservedServices } from "./world/unserved-services.ts";
import type { Progress } from "./world/world.ts";

/** `sound`: whether every placeholder of a parameter is known. */
export interface ReadContext extends ActionContext {
  readonly sound: boolean;
  readonly manifests: ManifestReading;
}

/** The scenario of a document whose placeholders of parameters are replaced; undefined if it has no mapping of pods. */
export function readScenario(root: Field, context: ReadContext): Omit<Scenario, "parameters"> | undefined {
  const isOfManifests = root.child("manifests").value !== undefined;
  const {
    name = "",
    tags = [],
    xfail,
    pods: written,
  } = readFields(root, isOfManifests ? SCENARIO_OF_MANIFESTS : SCENARIO);
  checkTags(root.child("tags"), tags);
  const timeouts = readTimeouts(root.child("timeouts"));
  const required = readRequires(root.child("requires"));
  // All else would be unknown without the pods.
  if (written === undefined && !isOfManifests) return undefined;
  const { start, kinds, declared, twins } = readStart(root, context);
  const { problemCount } = context;
  const deployed = twins.policies.map((object): Change => ({ action: "apply", object }));
  const steps = readSteps(root, start, { ...context, kinds, deployed });
  const { namespaces, pods, services } = start.state;
  const ever = [...pods, ...createdBy(steps)];
  if (start.podsKnown) checkTargetPorts(root.child("services"), declared, ever);
  if (start.podsKnown && problemCount() === 0)
    noteUnservedServices(root.child("services"), declared, { state: start.state, kinds }, steps);
  if (start.podsKnown && !hasCells(start, steps, ever, kinds)) reportNoCell(root);
  const changes = steps.flatMap((step) => step.changes);
  const notes = [...twins.leftOut, ...unnamedHeadless(twins, kinds)];
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
    ...(notes.length === 0 ? {} : { notes }),
  };
}

/** Headless Services have no cell where nothing is addressed by name. */
function unnamedHeadless({ services }: Twins, { via }: FlowKinds): readonly string[] {
  const headless = via.includes("service") ? [] : services.filter((service) => service.headless);
  if (headless.length === 0) return [];
  const names = headless.map(({ ref }) => ref).join(", ");
  return [`no flow to headless Services (${names}): via: [${[...via, "service"].join(", ")}] would add them`];
}

/** The cluster before the first step, the Services that are written down, and the application of the manifests. */
function readStart(root: Field, { problemCount, sound, manifests }: ReadContext) {
  const atStart = problemCount();
  const twins = readTwins(root, manifests);
  const written = root.child("namespaces").value;
  const isKnown = isMapping(written) || root.child("manifests").value !== undefined;
  const own = readNamespaces(root.child("namespaces"));
  const namespaces = withDeclared(root, twins, own);
  const declaredNames = isKnown
    ? [...new Set([...keysOf(written), ...twins.namespaces.map(({ name }) => name)])]
    : undefined;
  const pods = [...twins.pods, ...readPods(root.child("pods"), declaredNames)];
  const declared = readServices(root.child("services"), declaredNames);
  reportTaken(root, "pods", twins.pods);
  reportTaken(root, "services", twins.services);
  const withCells = twins.services.filter(({ headless }) => !headless);
  const kinds = readFlowKinds(root, declared, withCells.length > 0);
  const known = [...twins.services, ...declared];
  const services = [...known, ...automaticServices(root, pods, known, kinds)];
  const podNames = [...twins.pods.map(({ ref }) => ref), ...keysOf(root.child("pods").value)];
  const start: Progress = {
    state: withoutPolicies({ namespaces, pods, services }),
    names: {
      // Without a mapping of namespaces those of the pods must do, or every rule would have a problem too.
      namespaces: declaredNames ?? [...new Set(pods.map(({ namespace }) => namespace))],
      pods: podNames,
      services: [...new Set([...keysOf(root.child("services").value), ...services.map(({ ref }) => ref)])],
      elsewhere: [...(declaredNames ?? []), ...podNames, ...createdSomewhere(root.child("steps"))],
    },
    podsKnown: sound && isKnown && isKnownKind(root) && problemCount() === atStart,
    policiesKnown: true,
  };
  return { start, kinds, declared, twins };
}

function isKnownKind(root: Field): boolean {
  const loopback = root.child("loopback").value;
  const services = root.child("services").value;
  const manifests = root.child("manifests").value;
  return (
    (loopback === undefined || typeof loopback === "boolean") &&
    (services === undefined || isMapping(services)) &&
    (manifests === undefined || (Array.isArray(manifests) && manifests.length > 0))
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
