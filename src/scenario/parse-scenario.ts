import { applicationFiles, type FoundFiles } from "../manifest/application/application-files.ts";
import { manifestFiles } from "../manifest/manifest-file.ts";
import { policyFiles } from "../manifest/policy-files.ts";
import type { Scenario } from "../model/index.ts";
import { POLICY_KINDS, type PolicyKind } from "../policy/index.ts";
import { readYaml, type YamlDocument } from "../yaml/document.ts";
import { type Field, rootField } from "../yaml/field.ts";
import { inOrder, isError, type Problem, type Report } from "../yaml/problem.ts";
import { reportAmbiguous } from "./ambiguous-scalars.ts";
import { holdsScenario, isManifest, noScenario } from "./no-scenario.ts";
import { type Combination, combinationsOf } from "./parameters/combinations.ts";
import { combined } from "./parameters/combined.ts";
import { readParameters } from "./parameters/parameters.ts";
import { problemsOfEach, type Reading } from "./parameters/readings.ts";
import { type ReadContext, readScenario } from "./read-scenario.ts";

/** `readFile` is given paths resolved against the folder of `file`; what it throws is reported as a problem. */
export interface ParseOptions {
  readonly file: string;
  readonly readFile: (path: string) => string;
  /** The manifest files that a resolved path means; the path itself if left out. May throw, as `readFile`. */
  readonly findFiles?: (path: string) => FoundFiles;
  /** The kinds of which policies may be; those that netverdict understands by default. */
  readonly policyKinds?: readonly PolicyKind[];
}

/**
 * Notes are about what is allowed, and probably not meant; they stand among the problems where there are any. A file that
 * is not even meant as a scenario has one problem.
 */
export type ParseResult =
  | { readonly scenarios: readonly Scenario[]; readonly notes: readonly Problem[] }
  | { readonly problems: readonly Problem[]; readonly meantAs?: "manifest" | "something else" };

/**
 * A scenario file's text as checked Scenarios, one unless it has parameters, or every problem in it and in the policy
 * files that it names.
 */
export function parseScenario(text: string, options: ParseOptions): ParseResult {
  const { file } = options;
  const problems: Problem[] = [];
  const report: Report = (problem) => {
    problems.push(problem);
  };
  const documents = readYaml({ file, text }, report);
  const other = noScenario({ file, text }, documents, problems);
  if (other !== undefined) {
    const meantAs = isManifest(documents[0]?.value) ? "manifest" : "something else";
    return { problems: [other], meantAs };
  }
  const document = firstOf(documents, report);
  if (document !== undefined) reportAmbiguous(document, report);
  const readings = document === undefined ? [] : readEach(document, options, report);
  const all = inOrder([...problems, ...problemsOfEach(readings)]);
  const scenarios = readings.flatMap(({ scenario }) => scenario ?? []);
  return all.some(isError) ? { problems: all } : { scenarios, notes: all };
}

function onlyThatFile(path: string): FoundFiles {
  return { files: [path], leftOut: [] };
}

function firstOf(documents: readonly YamlDocument[], report: Report): YamlDocument | undefined {
  const [document, second] = documents;
  if (second !== undefined)
    rootField(second, report).problem("a scenario is one YAML document, and this is a second one");
  return document;
}

/** The scenario of each combination of parameters, with its own problems. */
function readEach(
  document: YamlDocument,
  { file, readFile, findFiles = onlyThatFile, policyKinds = POLICY_KINDS }: ParseOptions,
  report: Report,
) {
  const root = rootField(document, report);
  const files = manifestFiles(file, readFile);
  const applications = applicationFiles(file, { readFile, findFiles, isScenario: holdsScenario });
  const manifestKinds = policyKinds.map(({ manifest }) => manifest);
  const combinations = combinationsOf(readParameters(root.child("parameters")), root.child("skip"));
  const readings = combinations.map((combination, index) =>
    readCombination(document, combination, index + 1, (own) => ({
      files: policyFiles(files, own, manifestKinds),
      manifests: { files: applications, report: own },
    })),
  );
  reportDuplicates(readings, root);
  return readings;
}

function readCombination(
  document: YamlDocument,
  combination: Combination,
  count: number,
  filesFor: (report: Report) => Pick<ReadContext, "files" | "manifests">,
): Reading {
  const problems: Problem[] = [];
  const report: Report = (problem) => {
    problems.push(problem);
  };
  const parameters = Object.fromEntries([...combination].map(([name, { label }]) => [name, label]));
  const root = combined(rootField(document, report), combination, count);
  const unknown = [...problems];
  const context = {
    ...filesFor(report),
    problemCount: () => problems.filter(isError).length,
    sound: unknown.length === 0,
  };
  const read = readScenario(root, context);
  // What else is wrong in the line of an unknown placeholder follows from that.
  const isConsequence = ({ file, line }: Problem) =>
    unknown.some((cause) => cause.file === file && cause.line === line);
  const causes = [...unknown, ...problems.slice(unknown.length).filter((one) => !isConsequence(one))];
  return { parameters, problems: causes, ...(read && { scenario: { ...read, parameters } }) };
}

/** Reports, should all be well otherwise, scenarios of one name, which reports could not tell apart. */
function reportDuplicates(readings: readonly Reading[], root: Field): void {
  const names = readings.map(({ scenario }) => scenario?.name);
  const duplicate = names.find((name, index) => name !== undefined && names.indexOf(name) < index);
  if (duplicate !== undefined)
    root
      .child("name")
      .problem(
        `several scenarios are named ${JSON.stringify(duplicate)}`,
        "put ${case} or parameters into the name",
      );
}
