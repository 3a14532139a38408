import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

const CONFIG_FILE = ".netverdict.yaml";

/**
 * The nearest configuration at or above a folder: the search ends with the folder in which `.git` is, or the root, so
 * that a repository is not configured from outside it. Undefined if there is none.
 */
export function findConfig(folder: string): string | undefined {
  const path = join(folder, CONFIG_FILE);
  if (existsSync(path)) return path;
  const parent = dirname(folder);
  return parent === folder || existsSync(join(folder, ".git")) ? undefined : findConfig(parent);
}
