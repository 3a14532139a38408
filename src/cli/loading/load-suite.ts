import { lstatSync, readdirSync, statSync } from "node:fs";
import { oneLine } from "../../safe-text/index.ts";
import { type FolderEntry, type FoundFile, findFiles, itemsOf, type SuiteItem } from "../../suite/index.ts";
import { messageOf } from "../../system/system-error.ts";
import { InputError } from "../input-error.ts";
import type { Terminal } from "../output/terminal.ts";
import { expandPattern } from "./expand-pattern.ts";
import { loadScenarios, ManifestError } from "./load-scenario.ts";

/** A file with the scenarios in it, or what is wrong with it. */
export interface LoadedFile {
  readonly file: FoundFile;
  readonly loaded:
    | { readonly items: readonly SuiteItem[]; readonly notes: string }
    | { readonly problem: string; readonly isManifest: boolean };
}

/**
 * The scenario files that some paths mean, with all that is in them. Manifests that lie beside them in a folder are passed
 * over.
 *
 * @throws InputError if a folder cannot be read, or there is no file at all.
 */
export function loadFiles(written: readonly string[]): readonly LoadedFile[] {
  const paths = written.flatMap(expandPattern);
  const given = new Set(paths);
  const files = findFiles(paths, (path) => look(path, given.has(path)));
  if (files.length === 0)
    throw new InputError(`there is no scenario file in ${paths.map(oneLine).join(", ")}`);
  const loaded = files.map((file) => ({ file, loaded: loadFile(file) }));
  const wanted = loaded.filter((each) => given.has(each.file.path) || !isManifest(each));
  if (wanted.length > 0) return wanted;
  throw new InputError(
    `there are only manifests in ${paths.map(oneLine).join(", ")}, and no scenario: netverdict predict, explain and lint read them`,
  );
}

function isManifest({ loaded }: LoadedFile): boolean {
  return "problem" in loaded && loaded.isManifest;
}

/** All scenarios that some paths mean; notes about them go to stderr. Throws InputError with every problem in every file. */
export function loadSuite(
  paths: readonly string[],
  { stderr }: Pick<Terminal, "stderr">,
): readonly SuiteItem[] {
  const files = loadFiles(paths);
  const problems = files.flatMap(({ loaded }) => ("problem" in loaded ? loaded.problem : []));
  if (problems.length > 0) throw new InputError(problems.join("\n\n"));
  const sound = files.flatMap(({ loaded }) => ("items" in loaded ? loaded : []));
  for (const { notes } of sound) if (notes !== "") stderr.write(`${notes}\n`);
  return sound.flatMap(({ items }) => items);
}

/** Whether the paths are one plain file. */
export function isPlainFile(paths: readonly string[]): boolean {
  const [path, ...others] = paths;
  return path !== undefined && others.length === 0 && look(path, true) === "file";
}

function loadFile(file: FoundFile): LoadedFile["loaded"] {
  try {
    const { scenarios, notes } = loadScenarios(file.path);
    return { items: itemsOf(file, scenarios), notes };
  } catch (error) {
    if (error instanceof InputError)
      return { problem: error.message, isManifest: error instanceof ManifestError };
    throw error;
  }
}

/**
 * What a path is; reading says of one that is not there what is wrong. A link to a folder is followed only where it was
 * given: links within folders could go round in circles.
 */
function look(path: string, isGiven: boolean): FolderEntry {
  try {
    const isFolder = (isGiven ? statSync : lstatSync)(path, { throwIfNoEntry: false })?.isDirectory();
    return isFolder ? { names: readdirSync(path) } : "file";
  } catch (error) {
    throw new InputError(`cannot read the scenario: ${messageOf(error)}`);
  }
}
