import { lstatSync } from "node:fs";
import { globSync } from "tinyglobby";
import { oneLine } from "../../safe-text/index.ts";
import { InputError } from "../input-error.ts";

/**
 * The files and folders that a path means: the path itself, or what matches it if it is a pattern that no shell has
 * expanded, since it was quoted or stands in a file. Sorted, without hidden names, as a shell does.
 *
 * @throws InputError if nothing matches.
 */
export function expandPattern(path: string): readonly string[] {
  if (!isPattern(path)) return [path];
  const found = globSync(path, { onlyFiles: false, expandDirectories: false });
  if (found.length === 0) throw new InputError(`no file matches ${oneLine(path)}`);
  return found.map((each) => each.replace(/\/$/, "")).sort();
}

/** Whether a path is a pattern: names may hold its characters too, and what is there is meant. */
export function isPattern(path: string): boolean {
  return /[*?[{]/.test(path) && lstatSync(path, { throwIfNoEntry: false }) === undefined;
}
