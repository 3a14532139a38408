import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { afterChanges, type Scenario, withoutPolicies } from "../../src/model/index.ts";
import { planScenario } from "../../src/plan/index.ts";
import { predictPlan } from "../../src/predict.ts";
import { parseScenario, renderProblems } from "../../src/scenario/index.ts";
import { writtenExpectation } from "./random-expectations.ts";
import type { Draft } from "./random-scenario.ts";
import type { Document } from "./written.ts";

/** A scenario's file and those beside it, by their paths. */
export type ScenarioFiles = ReadonlyMap<string, string>;

export const SCENARIO_FILE = "scenario.yaml";

const PREDICTED = { expect: { default: "predicted" } };

/** A draft as files, in which each step expects what it is to expect, as far as that is right. */
export async function scenarioFiles(draft: Draft): Promise<ScenarioFiles> {
  const undecided = undecidedFiles(draft);
  const [scenario, another] = scenariosIn(undecided);
  // What is right of one may be wrong of another.
  if (scenario === undefined || another !== undefined) return undecided;
  const predicted = await predictPlan(planScenario(scenario));
  const known = ![...undecided.values()].some((text) => text.includes("ipBlock"));
  let state = withoutPolicies(scenario);
  const expectations = predicted.map((step, index) => {
    state = afterChanges(state, scenario.steps[index]?.changes ?? []);
    const wish = draft.expect[index];
    return wish === undefined
      ? PREDICTED
      : writtenExpectation(wish, { step, state, kinds: scenario.flows, known });
  });
  return filesOf(draft, expectations);
}

/** A draft as files, in which every step expects what is predicted. */
export function undecidedFiles(draft: Draft): ScenarioFiles {
  return filesOf(
    draft,
    draft.steps.map(() => PREDICTED),
  );
}

/** Writes all files into a folder. The path of the scenario's own. */
export function saveFiles(folder: string, files: ScenarioFiles): string {
  for (const [path, text] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return join(folder, SCENARIO_FILE);
}

/** The scenarios that a file stands for. @throws Error with the problems and the files if there are any. */
export function scenariosIn(files: ScenarioFiles): readonly Scenario[] {
  const result = parseScenario(files.get(SCENARIO_FILE) ?? "", {
    file: SCENARIO_FILE,
    readFile: (path) => files.get(path) ?? missing(path),
    findFiles: (path) => ({
      files: [...files.keys()].filter((file) => file === path || file.startsWith(`${path}/`)),
      leftOut: [],
    }),
  });
  if ("scenarios" in result) return result.scenarios;
  throw new Error(`${renderProblems(result.problems)}\n${shown(files)}`);
}

/** All files as one text, each below its path. */
export function shown(files: ScenarioFiles): string {
  return [...files].map(([path, text]) => `# ${path}\n${text}`).join("\n");
}

function missing(path: string): never {
  throw new Error(`there is no ${path}`);
}

function filesOf({ document, steps, files, flat }: Draft, expectations: readonly Document[]): ScenarioFiles {
  const all = steps.map((step, index) => ({ ...step, ...expectations[index] }));
  const text = stringify({ ...document, ...(flat ? onlyStep(all) : { steps: all }) }, OPTIONS);
  const beside = [...files].map(
    ([path, documents]) => [path, documents.map((each) => stringify(each, QUOTED)).join("---\n")] as const,
  );
  return new Map([[SCENARIO_FILE, text], ...beside]);
}

/** What a step's actions and expectation are called at the top. */
function onlyStep([step]: readonly Document[]): Document {
  const { name: _, apply, ...rest } = step ?? {};
  return { ...(apply === undefined ? {} : { policies: apply }), ...rest };
}

const OPTIONS = { aliasDuplicateObjects: false };
/** Manifests are read as kubectl reads them, to which `y` is true. */
const QUOTED = { ...OPTIONS, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" } as const;
