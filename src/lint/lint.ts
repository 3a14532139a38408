import type { FoundFiles } from "../manifest/application/application-files.ts";
import type { Inventory } from "../manifest/inventory.ts";
import { readManifests } from "../manifest/read-manifests.ts";
import { objectKey } from "../yaml/place.ts";
import { isError, type Problem, type Report } from "../yaml/problem.ts";
import type { Source } from "../yaml/source.ts";
import { findingsAcross } from "./across-scenarios.ts";
import { ALL_RULES, INVALID, KUBECTL_NUMBER, type RuleInfo, UNKNOWN_IGNORE } from "./file-rules.ts";
import { type Finding, type Levels, levelOf } from "./finding.ts";
import { distinguished, identityOfProblem } from "./identity.ts";
import { ignoredAt, unknownIgnores } from "./ignore.ts";
import { readLintFile } from "./lint-file.ts";
import { isScenario, type ReadScenario, readScenario } from "./scenario-files/scenario-file.ts";

export interface LintOptions {
  /** Reads what scenarios name; what it throws is a finding. */
  readonly readFile: (path: string) => string;
  /** The manifest files that a path in a scenario means; the path itself if left out. */
  readonly findFiles?: (path: string) => FoundFiles;
  /** The namespace of manifests that name none. */
  readonly namespace?: string;
  /** Look at the policies of scenarios as at any others, although they are tests. */
  readonly all?: boolean;
  /** Whether the manifests are all that there is: what is not among them does not exist. */
  readonly wholeWorld?: boolean;
  /** Ids of the only rules that are to speak; none means all. */
  readonly only?: readonly string[];
  readonly ignore?: readonly string[];
  readonly levels?: Levels;
}

export interface LintResult {
  /** By file, then by place. */
  readonly findings: readonly Finding[];
  /** How many policies were looked at; those that are invalid are not. */
  readonly policies: number;
  /** Whether anything was there to look at: a manifest, a scenario, or what should have been one. */
  readonly isEmpty: boolean;
}

/** Looks at manifests together, and at each scenario alone. A policy file that a scenario reads belongs to the scenario. */
export function lint(files: readonly Source[], options: LintOptions): LintResult {
  const { levels = {} } = options;
  const { scenarios, manifests, problems } = readAll(files, options);
  const tests = scenarios.flatMap((scenario) => scenario.inventory);
  const worlds = [
    {
      inventory: { ...manifests, complete: options.wholeWorld ?? false },
      isScenario: false,
      asTest: false,
      levels,
    },
    ...tests.map((inventory) => ({ inventory, isScenario: true, asTest: options.all !== true, levels })),
  ];
  const findings = [
    ...readingFindings(problems, files, levels),
    ...ignoring(files, levels),
    ...findingsAcross(worlds),
  ];
  return {
    findings: distinguished(inOrder(findings)).filter(({ rule }) => isWanted(rule, options)),
    policies: new Set(
      worlds.flatMap(({ inventory }) => inventory.policies).map(({ place }) => objectKey(place)),
    ).size,
    isEmpty: problems.length === 0 && scenarios.length === 0 && isNothing(manifests),
  };
}

/** Problems of a file that a scenario reads are the scenario's: it may want it to be refused. */
function readAll(files: readonly Source[], options: LintOptions) {
  const problems: Problem[] = [];
  const report: Report = (problem) => {
    problems.push(problem);
  };
  const read = files.map(readLintFile);
  const documents = read.flatMap((file) => file.documents);
  const scenarios = documents
    .filter(isScenario)
    .map((document): ReadScenario => readScenario(document, options, report));
  const taken = new Set(scenarios.flatMap((scenario) => scenario.files));
  const others = read.filter(({ file }) => !taken.has(file));
  for (const problem of others.flatMap((file) => file.problems)) report(problem);
  const manifests = others.flatMap((file) => file.documents).filter((document) => !isScenario(document));
  return { scenarios, manifests: readManifests(manifests, options.namespace, report), problems };
}

function readingFindings(
  problems: readonly Problem[],
  files: readonly Source[],
  levels: Levels,
): readonly Finding[] {
  const sources = new Map(files.map((source) => [source.file, source]));
  return problems
    .map((problem) => finding(isError(problem) ? INVALID : KUBECTL_NUMBER, problem, levels))
    .filter(({ file, line, rule }) => {
      const source = sources.get(file);
      return source === undefined || !ignoredAt(source, line).includes(rule);
    });
}

function ignoring(files: readonly Source[], levels: Levels): readonly Finding[] {
  const known = ALL_RULES.map(({ id }) => id);
  return files
    .flatMap((source) => unknownIgnores(source, known))
    .map((problem) => finding(UNKNOWN_IGNORE, problem, levels));
}

function finding({ id, severity: own }: RuleInfo, problem: Problem, levels: Levels): Finding {
  const severity = levelOf(id, levels) ?? own;
  return { rule: id, severity, ...problem, ...identityOfProblem(id, problem) };
}

function isWanted(rule: string, { only = [], ignore = [], levels = {} }: LintOptions): boolean {
  if (levels[rule] === "off") return false;
  return (only.length === 0 || only.includes(rule)) && !ignore.includes(rule);
}

function isNothing({ policies, namespaces, pods, services }: Inventory): boolean {
  return [policies, namespaces, pods, services].every((list) => list.length === 0);
}

/** By file, then by place; what was found twice is kept once. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const unique = new Map(
    findings.map((each) => [
      JSON.stringify([each.file, each.line, each.column, each.rule, each.message]),
      each,
    ]),
  );
  return [...unique.values()].sort(
    (a, b) => Number(a.file > b.file) - Number(a.file < b.file) || a.line - b.line || a.column - b.column,
  );
}
