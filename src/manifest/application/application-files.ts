import { looksLikeManifest } from "../manifest-yaml.ts";
import { resolvePath } from "../resolve-path.ts";
import { type ManifestDocuments, manifestDocuments } from "./manifest-documents.ts";
import { type ParsedFile, parsedFile } from "./parsed-file.ts";
import { shownProblems } from "./shown-problems.ts";
import { howToRender, unrenderedFolder } from "./unrendered.ts";

/** The files that a path means, in a fixed order; `leftOut` says in a sentence each what could be no manifest. */
export interface FoundFiles {
  readonly files: readonly string[];
  readonly leftOut: readonly string[];
}

/** How files are found and read. Both throw an Error whose message says in a line what is wrong. */
export interface FileAccess {
  readonly readFile: (path: string) => string;
  /** The manifest files that a path means: the file itself, those of a pattern, or those in a folder and below it. */
  readonly findFiles: (path: string) => FoundFiles;
  /** Whether a file is a scenario, which may lie beside manifests. */
  readonly isScenario: (file: ParsedFile) => boolean;
}

/** The objects of a file or folder with all that is wrong with them as YAML, or why there are none. */
export type ApplicationFiles = { readonly path: string } & (
  | ManifestDocuments
  | { readonly unreadable: string }
);

/** Reads the manifests of applications that a scenario names, relative to its folder. Each path is read once. */
export function applicationFiles(scenarioFile: string, access: FileAccess) {
  const known = new Map<string, ApplicationFiles>();
  return (written: string): ApplicationFiles => {
    const path = resolvePath(scenarioFile, written);
    const files = known.get(path) ?? readPath(path, access);
    known.set(path, files);
    return files;
  };
}

function readPath(path: string, { findFiles, readFile, isScenario }: FileAccess): ApplicationFiles {
  try {
    const { files, leftOut } = findFiles(path);
    const [toRender] = files.flatMap((file) => unrenderedFolder(file) ?? []);
    if (toRender !== undefined)
      return { path, unreadable: `${howToRender(toRender, " > FILE")}, and name that file` };
    if (files.length === 0) return { path, unreadable: "there is no file that ends in .yaml, .yml or .json" };
    const parsed = files.map((file) => readSource(file, readFile(file)));
    const read = manifestDocuments(parsed, isScenario);
    // Where there is nothing else, what is wrong with what was named matters, whatever it is.
    const problems = read.documents.length > 0 ? read.problems : parsed.flatMap((file) => file.problems);
    return { path, ...read, problems, leftOut: [...leftOut, ...read.leftOut] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { path, unreadable: reason.split("\n", 1).join() };
  }
}

function readSource(file: string, text: string): ParsedFile {
  const parsed = parsedFile({ file, text });
  const isOurs = looksLikeManifest(text);
  return {
    ...parsed,
    problems: shownProblems(parsed.source, parsed.problems, isOurs, "name what comes out"),
  };
}
