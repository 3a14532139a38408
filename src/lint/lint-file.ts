import { parsedFile } from "../manifest/application/parsed-file.ts";
import { shownProblems } from "../manifest/application/shown-problems.ts";
import { looksLikeManifest } from "../manifest/manifest-yaml.ts";
import { looksLikeScenario } from "../scenario/index.ts";
import type { YamlDocument } from "../yaml/document.ts";
import type { Problem } from "../yaml/problem.ts";
import type { Source } from "../yaml/source.ts";

/** A file's documents, and what is wrong with it as YAML. */
export interface LintFile {
  readonly file: string;
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly Problem[];
}

export function readLintFile(source: Source): LintFile {
  const { documents, problems } = parsedFile(source);
  const isOurs = looksLikeManifest(source.text) || looksLikeScenario(source.text);
  return {
    file: source.file,
    documents,
    problems: shownProblems(source, problems, isOurs, "look at the result"),
  };
}
