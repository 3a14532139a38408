import type { Scenario } from "../model/index.ts";
import { policyFiles, yamlFiles } from "./policy-files.ts";
import { inOrder, type Problem, type Report } from "./problem.ts";
import { readScenario } from "./read-scenario.ts";
import { problemAt } from "./source.ts";
import { rootSpot, type Spot } from "./spot.ts";
import { readYaml, type YamlDocument } from "./yaml-document.ts";

/** `readFile` is given paths resolved against the folder of `file`; what it throws is reported as a problem. */
export interface ParseOptions {
  readonly file: string;
  readonly readFile: (path: string) => string;
}

export type ParseResult =
  | { readonly scenarios: readonly Scenario[] }
  | { readonly problems: readonly Problem[] };

/**
 * A scenario file's text as checked Scenarios, one unless it has parameters, or every problem in it and in the policy
 * files that it names.
 */
export function parseScenario(text: string, { file, readFile }: ParseOptions): ParseResult {
  const problems: Problem[] = [];
  const report: Report = (problem) => {
    problems.push(problem);
  };
  const documents = readYaml(file, text, report);
  if (documents.length === 0 && problems.length === 0)
    report(problemAt({ file, text }, 0, "the scenario is empty"));
  const root = readRoot(documents, report);
  const files = policyFiles(file, yamlFiles(file, readFile), report);
  const read = root && readScenario(root, { files, faults: () => problems.length });
  return read === undefined || problems.length > 0
    ? { problems: inOrder(problems) }
    : { scenarios: [{ ...read, parameters: {} }] };
}

function readRoot(documents: readonly YamlDocument[], report: Report): Spot | undefined {
  const [document, second] = documents;
  if (second !== undefined)
    rootSpot(second, report).problem("a scenario is one YAML document, and this is a second one");
  return document && rootSpot(document, report);
}
