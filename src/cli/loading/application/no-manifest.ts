import { oneLine } from "../../../safe-text/index.ts";
import type { Source } from "../../../yaml/source.ts";
import { InputError } from "../../input-error.ts";
import { STDIN } from "../manifest-files.ts";

/** What to say where nothing of use was found. `command` is what would read it from standard input. */
export function noManifest(paths: readonly string[], files: readonly Source[], command: string): InputError {
  const names = paths.map((path) => (path === STDIN ? "standard input" : oneLine(path))).join(", ");
  return new InputError(
    areEmpty(files)
      ? `${names} is empty: give it manifests, as in helm template CHART | ${command}`
      : `there is no manifest and no scenario in ${names}`,
  );
}

/** Whether there are files, and nothing in them. */
export function areEmpty(files: readonly Source[]): boolean {
  return files.length > 0 && files.every(({ text }) => text.trim() === "");
}
