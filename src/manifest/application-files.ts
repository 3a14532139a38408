import type { YamlDocument } from "../yaml/document.ts";
import type { Problem } from "../yaml/problem.ts";
import { problemAt } from "../yaml/problem-at.ts";
import type { Source } from "../yaml/source.ts";
import { looksLikeManifest, readManifestYaml } from "./manifest-yaml.ts";
import { resolvePath } from "./resolve-path.ts";

/** How files are found and read. Both throw an Error whose message says in a line what is wrong. */
export interface FileAccess {
  readonly readFile: (path: string) => string;
  /** The manifest files that a path means: the file itself, or those in a folder and below it, in a fixed order. */
  readonly findFiles: (path: string) => readonly string[];
}

/** The documents of a file or folder with all that is wrong with them as YAML, or why there are none. */
export type ApplicationFiles = { readonly path: string } & (
  | { readonly documents: readonly YamlDocument[]; readonly problems: readonly Problem[] }
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

/** What stands beside one is changed by it before it is deployed. */
const KUSTOMIZATION = /(^|\/)kustomization(\.ya?ml)?$/i;

function readPath(path: string, { findFiles, readFile }: FileAccess): ApplicationFiles {
  try {
    const files = findFiles(path);
    if (files.some((file) => KUSTOMIZATION.test(file)))
      return {
        path,
        unreadable: "it is for kustomize: build it, as with kubectl kustomize, and name what comes out",
      };
    const sources = files.map((file) => ({ file, text: readFile(file) }));
    if (sources.length === 0)
      return { path, unreadable: "there is no file that ends in .yaml, .yml or .json" };
    const read = sources.map(readSource);
    return {
      path,
      documents: read.flatMap(({ documents }) => documents),
      problems: read.flatMap(({ problems }) => problems),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { path, unreadable: reason.split("\n", 1).join() };
  }
}

function readSource(source: Source) {
  const problems: Problem[] = [];
  const documents = readManifestYaml(source, (problem) => {
    problems.push(problem);
  });
  return { documents, problems: problems.length === 0 ? [] : shown(problems, source) };
}

const TEMPLATE = /\{\{.*\}\}/;

/** The text of what may be no manifest, or hold secrets, is not shown. */
function shown(problems: readonly Problem[], source: Source): readonly Problem[] {
  const template = source.text.search(TEMPLATE);
  const hint = "render it first, as with helm template, and name what comes out";
  const found =
    template < 0 ? problems : [problemAt(source, template, "this is a template and no manifest", hint)];
  if (looksLikeManifest(source.text)) return found;
  return found.slice(0, 1).map(({ file, line, column, message }) => ({
    file,
    line,
    column,
    ...(template < 0 ? { message: "not valid YAML" } : { message, hint }),
  }));
}
