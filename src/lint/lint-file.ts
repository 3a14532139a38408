import { looksLikeManifest, readManifestYaml } from "../manifest/manifest-yaml.ts";
import { looksLikeScenario } from "../scenario/index.ts";
import type { YamlDocument } from "../yaml/document.ts";
import type { Problem } from "../yaml/problem.ts";
import { problemAt } from "../yaml/problem-at.ts";
import type { Source } from "../yaml/source.ts";

/** A file's documents, and what is wrong with it as YAML. */
export interface LintFile {
  readonly file: string;
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly Problem[];
}

export function readLintFile(source: Source): LintFile {
  const problems: Problem[] = [];
  const documents = readManifestYaml(source, (problem) => {
    problems.push(problem);
  });
  return { file: source.file, documents, problems: problems.length === 0 ? [] : shown(problems, source) };
}

/** Folders hold other files too, whose content may be nobody's business: their text is not shown. */
function shown(problems: readonly Problem[], source: Source): readonly Problem[] {
  const isKnown = looksLikeManifest(source.text) || looksLikeScenario(source.text);
  const template = templateProblem(source);
  const found = template === undefined ? problems : [template];
  return isKnown ? found : found.slice(0, 1).map((problem) => withoutText(problem, template !== undefined));
}

function withoutText({ file, line, column, message, hint }: Problem, isOurs: boolean): Problem {
  return isOurs
    ? { file, line, column, message, ...(hint === undefined ? {} : { hint }) }
    : { file, line, column, message: "not valid YAML" };
}

/** A template of Helm is no YAML in many places, and all of them for one reason. */
function templateProblem(source: Source): Problem | undefined {
  const start = source.text.search(/\{\{.*\}\}/);
  const hint = "render it first, as with helm template, and look at the result";
  return start < 0 ? undefined : problemAt(source, start, "this is a template and no manifest", hint);
}
