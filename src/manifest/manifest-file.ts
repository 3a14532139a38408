import type { YamlDocument } from "../yaml/document.ts";
import { positionAt } from "../yaml/lines.ts";
import type { Problem, Report } from "../yaml/problem.ts";
import type { Source } from "../yaml/source.ts";
import { looksLikeManifest, readManifestYaml, reportReadings } from "./manifest-yaml.ts";
import { resolvePath } from "./resolve-path.ts";

/** A file's documents with all that is wrong with them as YAML, or why it cannot be read. */
export type ManifestFile = { readonly path: string } & (
  | { readonly documents: readonly YamlDocument[]; readonly problems: readonly Problem[] }
  | { readonly unreadable: string }
);

/** Reads the files that a scenario names, relative to its folder. Each is asked for once, even if that fails. */
export function manifestFiles(scenarioFile: string, readFile: (path: string) => string) {
  const known = new Map<string, ManifestFile>();
  return (written: string): ManifestFile => {
    const path = resolvePath(scenarioFile, written);
    const file = known.get(path) ?? readManifestFile(path, readFile);
    known.set(path, file);
    return file;
  };
}

function readManifestFile(path: string, readFile: (path: string) => string): ManifestFile {
  let text: string;
  try {
    text = readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { path, unreadable: reason.split("\n", 1).join() };
  }
  return { path, ...readDocuments({ file: path, text }) };
}

function readDocuments(source: Source) {
  const problems: Problem[] = [];
  const report: Report = (problem) => {
    problems.push(problem);
  };
  const documents = readManifestYaml(source, report);
  if (problems.length + documents.length > 0 && !looksLikeManifest(source.text))
    return { documents: [], problems: [noManifest(source, problems)] };
  for (const document of documents) reportReadings(document, report);
  return { documents, problems };
}

/** Any file may be named, and what others see of it may be nobody's business: its text is not shown. */
function noManifest(source: Source, [first]: readonly Problem[]): Problem {
  const { file } = source;
  if (first === undefined)
    return {
      file,
      ...positionAt(source, 0),
      message: "this is no manifest of a policy",
      hint: "it has apiVersion and kind",
    };
  return {
    file,
    line: first.line,
    column: first.column,
    message: "this is no manifest of a policy, and not valid YAML",
  };
}
