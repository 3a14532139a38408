import { z } from "zod";
import type { Scenario } from "../model/index.ts";
import { readNamespaces } from "./namespaces.ts";
import { readPods } from "./pods.ts";
import { policyFiles } from "./policy-files.ts";
import { inOrder, type Problem, type Report } from "./problem.ts";
import { readFields } from "./read-shape.ts";
import { list } from "./shape.ts";
import { problemAt } from "./source.ts";
import { isMapping, rootSpot, type Spot } from "./spot.ts";
import { STEP, type StepContext } from "./step.ts";
import { readSteps } from "./steps.ts";
import { readTimeouts } from "./timeouts.ts";
import { type World, worldOf } from "./world.ts";
import { readYaml, type YamlDocument } from "./yaml-document.ts";

/** `readFile` is given paths resolved against the folder of `file`; what it throws is reported as a problem. */
export interface ParseOptions {
  readonly file: string;
  readonly readFile: (path: string) => string;
}

export type ParseResult = { readonly scenario: Scenario } | { readonly problems: readonly Problem[] };

const SCENARIO = {
  name: z.string().min(1, '"name" must not be empty'),
  description: z.string().optional(),
  namespaces: z.record(z.string(), z.unknown()),
  pods: z.record(z.string(), z.unknown()),
  loopback: z.boolean().optional(),
  timeouts: z.unknown().optional(),
  policies: STEP.apply,
  expect: STEP.expect.optional(),
  steps: list(z.unknown()).min(1, '"steps" must not be empty').optional(),
};

/** A scenario's text as a checked Scenario, or every problem in it and in the policy files that it names. */
export function parseScenario(text: string, { file, readFile }: ParseOptions): ParseResult {
  const problems: Problem[] = [];
  const report: Report = (problem) => {
    problems.push(problem);
  };
  const documents = readYaml(file, text, report);
  if (documents.length === 0 && problems.length === 0)
    report(problemAt({ file, text }, 0, "the scenario is empty"));
  const root = readRoot(documents, report);
  const context = { faults: () => problems.length, readFile: policyFiles(file, readFile, report) };
  const scenario = root && readScenario(root, context);
  return scenario === undefined || problems.length > 0 ? { problems: inOrder(problems) } : { scenario };
}

function readRoot(documents: readonly YamlDocument[], report: Report): Spot | undefined {
  const [document, second] = documents;
  if (second !== undefined)
    rootSpot(second, report).problem("a scenario is one YAML document, and this is a second one");
  return document && rootSpot(document, report);
}

function readScenario(root: Spot, context: Omit<StepContext, "world">): Scenario | undefined {
  const fields = readFields(root, SCENARIO);
  const world = readWorld(root, fields, context.faults);
  const timeouts = readTimeouts(root.child("timeouts"));
  if (world === undefined) return undefined;
  if (world.sound && world.flows.length === 0)
    root
      .child("pods")
      .problemAtKey("the scenario has no cell: no pod can reach a port of another", NO_CELL_HINT);
  const steps = readSteps(root, { ...context, world });
  const { namespaces, pods, loopback } = world;
  return { name: fields.name ?? "", namespaces, pods, steps, loopback, timeouts };
}

const NO_CELL_HINT = "declare at least two pods, one of them with ports";

interface WorldFields {
  readonly namespaces?: unknown;
  readonly pods?: unknown;
  readonly loopback?: boolean;
}

/** Nothing if there is no mapping of pods, since all else would then be unknown. */
function readWorld(root: Spot, fields: WorldFields, faults: () => number): World | undefined {
  if (!isMapping(fields.pods)) return undefined;
  const atStart = faults();
  const podNames = Object.keys(fields.pods);
  const declared = isMapping(fields.namespaces) ? Object.keys(fields.namespaces) : undefined;
  const namespaces = readNamespaces(root.child("namespaces"));
  const pods = readPods(root.child("pods"), declared);
  const loopbackKnown = (fields.loopback === undefined) === (root.child("loopback").value === undefined);
  return worldOf({
    namespaces,
    pods,
    // Without a mapping of namespaces those of the pods must do, or every rule would have a problem too.
    namespaceNames: declared ?? [...new Set(pods.map(({ namespace }) => namespace))],
    podNames,
    loopback: fields.loopback ?? false,
    sound: declared !== undefined && loopbackKnown && faults() === atStart,
  });
}
