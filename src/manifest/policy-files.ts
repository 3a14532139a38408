import { readYaml, type YamlDocument } from "../yaml/document.ts";
import { reportOldBooleans } from "../yaml/document-problems.ts";
import { type Field, rootField } from "../yaml/field.ts";
import type { Problem, Report } from "../yaml/problem.ts";
import type { ManifestKind } from "./manifest-kind.ts";
import { type Manifest, manifestsIn, readManifest } from "./policy-manifest.ts";

/** The files that a scenario names, by their paths as it writes them; `field` is where it does. */
export interface PolicyFiles {
  /** Those of which policies may be. */
  readonly kinds: readonly ManifestKind[];
  policies(path: string, field: Field): readonly Manifest[];
  /** The manifests of a file, unjudged. */
  manifests(path: string, field: Field): readonly Field[];
}

/** A file's documents with all that is wrong with them as YAML. */
interface ReadFile {
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly Problem[];
}

/** Reads files relative to the scenario's folder, each once, and throws what `readFile` throws. */
export function yamlFiles(scenarioFile: string, readFile: (path: string) => string) {
  const known = new Map<string, ReadFile>();
  return (written: string): ReadFile => {
    const path = resolvePath(scenarioFile, written);
    const file = known.get(path) ?? readDocuments(path, readFile(path));
    known.set(path, file);
    return file;
  };
}

/** The policies and manifests of files, with their problems reported wherever the files are named. */
export function policyFiles(
  scenarioFile: string,
  files: (path: string) => ReadFile,
  report: Report,
  kinds: readonly ManifestKind[],
): PolicyFiles {
  const read = <T>(written: string, field: Field, judge: (document: Field) => readonly T[]): readonly T[] => {
    const path = resolvePath(scenarioFile, written);
    const file = readOr(field, path, () => files(written));
    if (file === undefined) return [];
    let count = file.problems.length;
    for (const problem of file.problems) report(problem);
    const counted: Report = (problem) => {
      count++;
      report(problem);
    };
    const found = file.documents.flatMap((document) => judge(rootField(document, counted)));
    if (found.length === 0 && count === 0)
      field.problem(`${path} holds no ${kinds.map(({ kind }) => kind).join(" or ")}`);
    return found;
  };
  const judge = (field: Field): readonly Manifest[] => readManifest(field, kinds);
  return {
    kinds,
    policies: (path, field) => read(path, field, (document) => manifestsIn(document).flatMap(judge)),
    manifests: (path, field) => read(path, field, manifestsIn),
  };
}

/** A path as seen from the folder of a file, with `.` and `..` resolved. */
export function resolvePath(fromFile: string, path: string): string {
  const folder = fromFile.slice(0, fromFile.lastIndexOf("/") + 1);
  const whole = path.startsWith("/") ? path : `${folder}${path}`;
  const root = whole.startsWith("/") ? "/" : "";
  const parts: string[] = [];
  for (const part of whole.split("/")) {
    const above = parts.at(-1);
    if (part === "" || part === "." || (part === ".." && root !== "" && above === undefined)) continue;
    if (part !== ".." || above === undefined || above === "..") parts.push(part);
    else parts.pop();
  }
  return `${root}${parts.join("/")}`;
}

function readOr(field: Field, path: string, read: () => ReadFile): ReadFile | undefined {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    field.problem(`cannot read ${path}: ${reason}`, "paths are relative to the scenario's folder");
    return undefined;
  }
}

function readDocuments(path: string, text: string): ReadFile {
  const problems: Problem[] = [];
  const report: Report = (problem) => {
    problems.push(problem);
  };
  const documents = readYaml(path, text, report);
  for (const document of documents) reportOldBooleans(document.source, document.nodes, report);
  return { documents, problems };
}
