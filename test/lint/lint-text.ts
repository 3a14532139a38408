import { type Finding, type LintOptions, lint } from "../../src/lint/index.ts";

const NO_FILES = (path: string): string => {
  throw new Error(`no such file: ${path}`);
};

/** The findings in texts, each a file of its own. */
export function findingsIn(
  files: Readonly<Record<string, string>>,
  options: Partial<LintOptions> = {},
): readonly Finding[] {
  const sources = Object.entries(files).map(([file, text]) => ({ file, text }));
  const readFile = (path: string): string => files[path] ?? NO_FILES(path);
  return lint(sources, { readFile, ...options }).findings;
}

/** The rules that found something in a file, each once, sorted. */
export function rulesIn(findings: readonly Finding[], file: string): readonly string[] {
  return [...new Set(findings.filter((each) => each.file === file).map(({ rule }) => rule))].sort();
}
