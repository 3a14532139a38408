import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, normalize } from "node:path";
import { InputError } from "../input-error.ts";

/** A file that was read, under the name by which it was found. */
export interface TextFile {
  readonly file: string;
  readonly text: string;
}

const MANIFEST = /\.(ya?ml|json)$/;

/**
 * The files at some paths, each once: a file whatever its name, a folder with all YAML and JSON files in it and below it,
 * in the order of their names, without hidden names and installed packages.
 *
 * @throws InputError for what cannot be read.
 */
export function readManifestFiles(paths: readonly string[]): readonly TextFile[] {
  try {
    const found = paths.map(normalize).flatMap((path) => (isFolder(path) ? filesIn(path) : [path]));
    const unique = new Map(found.map((file) => [realpathSync(file), file]));
    return [...unique.values()].map((file) => ({ file, text: readFileSync(file, "utf8") }));
  } catch (error) {
    throw new InputError(`cannot read the manifests: ${error instanceof Error ? error.message : error}`);
  }
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith(".") && name !== "node_modules")
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (isFolder(path)) return filesIn(path);
      return MANIFEST.test(name) ? [path] : [];
    });
}

function isFolder(path: string): boolean {
  return statSync(path).isDirectory();
}
