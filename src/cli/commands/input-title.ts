import { fewNames } from "../../model/index.ts";
import { STDIN } from "../loading/manifest-files.ts";

/** What some paths are called together. */
export function inputTitle(paths: readonly string[]): string {
  return fewNames(paths.map((path) => (path === STDIN ? "standard input" : path)));
}
