import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, normalize } from "node:path";
import type { FoundFiles } from "../../manifest/application/application-files.ts";
import { oneLine } from "../../safe-text/index.ts";
import { kindOf } from "../../system/read-text-file.ts";
import { codeOf, messageOf } from "../../system/system-error.ts";
import { InputError } from "../input-error.ts";
import { expandPattern } from "./expand-pattern.ts";
import { readYamlFile } from "./read-yaml-file.ts";

/** A file that was read, under the name by which it was found. */
export interface TextFile {
  readonly file: string;
  readonly text: string;
}

/** `leftOut` says in a sentence each what in the folders could be no manifest. */
export interface ManifestFiles {
  readonly files: readonly TextFile[];
  readonly leftOut: readonly string[];
}

/** Kustomize takes a file without an extension too, which says what the folder is. */
const MANIFEST = /\.(ya?ml|json)$|^Kustomization$/;

/** The path that means standard input, as for kubectl and helm. */
/** The path that stands for standard input. */
export const STDIN = "-";

/**
 * The files at some paths, each once: standard input for `-`, a file whatever its name, a folder with all YAML and JSON files in it and below it,
 * in the order of their names, without hidden names and installed packages, and what a pattern matches.
 *
 * @throws InputError for what cannot be read.
 */
export function readManifestFiles(paths: readonly string[]): ManifestFiles {
  const search = new Search();
  for (const path of paths.flatMap(expandPattern)) search.add(normalize(path));
  const files = search.files.map((file) =>
    file === STDIN ? { file: "standard input", text: readStdin() } : { file, text: read(file) },
  );
  return { files, leftOut: search.leftOut };
}

/** The files of one path, as `readManifestFiles` finds them, unread. */
export function findManifestFiles(path: string): FoundFiles {
  const search = new Search();
  for (const each of expandPattern(path)) search.add(normalize(each));
  return { files: search.files, leftOut: search.leftOut };
}

function read(file: string): string {
  try {
    return readYamlFile(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

function readStdin(): string {
  try {
    return readYamlFile("/dev/stdin");
  } catch (error) {
    throw new InputError(`cannot read standard input: ${messageOf(error)}`);
  }
}

/** What is found on the way through folders. Links may lead anywhere, also back to where they are. */
class Search {
  readonly files: string[] = [];
  readonly leftOut: string[] = [];
  readonly #seen = new Set<string>();

  /** A path that was asked for. */
  add(path: string): void {
    if (isFolder(path)) this.#addFolder(path);
    else if (this.#isNew(path)) this.files.push(path);
  }

  #addFolder(folder: string): void {
    if (!this.#isNew(folder)) {
      if (isLink(folder)) this.leftOut.push(`${oneLine(folder)} is a link to a folder that is read already`);
      return;
    }
    for (const name of namesIn(folder)) this.#addEntry(join(folder, name), MANIFEST.test(name));
  }

  #addEntry(path: string, isManifest: boolean): void {
    const stats = this.#look(path);
    if (stats?.isDirectory() === true) this.#addFolder(path);
    else if (stats === undefined || !isManifest) return;
    else if (!stats.isFile()) this.leftOut.push(`${oneLine(path)} is ${kindOf(stats)}`);
    else if (this.#isNew(path)) this.files.push(path);
  }

  #look(path: string): Stats | undefined {
    try {
      return statSync(path);
    } catch (error) {
      const code = codeOf(error);
      if (code !== "ENOENT" && code !== "ELOOP") throw unreadable(path, error);
      this.leftOut.push(
        `${oneLine(path)} is a link that leads ${code === "ENOENT" ? "nowhere" : "to itself"}`,
      );
      return undefined;
    }
  }

  #isNew(path: string): boolean {
    const real = realPath(path);
    if (this.#seen.has(real)) return false;
    this.#seen.add(real);
    return true;
  }
}

/** Reading says of what is not there what is wrong. */
function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

function isLink(path: string): boolean {
  return lstatSync(path).isSymbolicLink();
}

/** An open pipe has none. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith(".") && name !== "node_modules")
      .sort();
  } catch (error) {
    throw unreadable(folder, error);
  }
}

function unreadable(path: string, error: unknown): InputError {
  return new InputError(`cannot read ${oneLine(path)}: ${messageOf(error)}`);
}
