import { z } from "zod";
import { ALL_RULES, SEVERITIES, type Severity } from "../../lint/index.ts";
import { readYaml } from "../../yaml/document.ts";
import { type Field, rootField } from "../../yaml/field.ts";
import { inOrder, type Problem, type Report } from "../../yaml/problem.ts";
import { readFields } from "../../yaml/read-shape.ts";
import type { Source } from "../../yaml/source.ts";
import { suggest } from "../../yaml/suggest.ts";

/** What a repository wants of `netverdict lint`; what is left out is as without a configuration. */
export interface LintConfig {
  /** The least that is shown. */
  readonly severity?: Severity;
  /** The least that fails. */
  readonly failOn?: Severity;
  /** By rule: how severe its findings are, or that there are none. */
  readonly rules?: Readonly<Record<string, Severity | "off">>;
}

export interface Config {
  readonly lint: LintConfig;
}

export type ParsedConfig = { readonly config: Config } | { readonly problems: readonly Problem[] };

const SEVERITY = z.enum(SEVERITIES);

const LINT = {
  severity: SEVERITY.optional(),
  failOn: SEVERITY.optional(),
  rules: z.record(z.string(), z.enum(["off", ...SEVERITIES])).optional(),
};

const ROOT = { lint: z.record(z.string(), z.unknown()).optional() };

/** A configuration's text as what it asks for, or every problem in it. An empty one asks for nothing. */
export function parseConfig(source: Source): ParsedConfig {
  const problems: Problem[] = [];
  const report: Report = (problem) => {
    problems.push(problem);
  };
  const [document, second] = readYaml(source, report);
  if (second !== undefined)
    rootField(second, report).problem("a configuration is one YAML document, and this is a second one");
  const root = document && rootField(document, report);
  const lint = root === undefined ? {} : readLint(root);
  return problems.length > 0 ? { problems: inOrder(problems) } : { config: { lint } };
}

function readLint(root: Field): LintConfig {
  if (readFields(root, ROOT).lint === undefined) return {};
  const field = root.child("lint");
  const { severity, failOn, rules = {} } = readFields(field, LINT);
  for (const rule of Object.keys(rules)) reportUnknown(rule, field.child("rules", rule));
  return { ...(severity && { severity }), ...(failOn && { failOn }), rules };
}

function reportUnknown(rule: string, field: Field): void {
  const known = ALL_RULES.map(({ id }) => id);
  if (!known.includes(rule))
    field.problemAtKey(`there is no rule ${JSON.stringify(rule)}`, suggest(rule, known, "rules"));
}
