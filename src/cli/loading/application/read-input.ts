import { oneLine } from "../../../safe-text/index.ts";
import type { Source } from "../../../yaml/source.ts";
import { InputError } from "../../input-error.ts";
import { readManifestFiles } from "../manifest-files.ts";
import { holdsManifest, holdsScenario, type ParsedFile, parsedFile } from "./parsed-file.ts";
import { unrendered } from "./unrendered.ts";

/** The manifests at some paths; `leftOut` says in a sentence each what there can be none of. */
export interface ManifestInput {
  readonly files: readonly ParsedFile[];
  readonly leftOut: readonly string[];
}

const STDIN = "-";

/**
 * The manifests that some paths mean; undefined if they mean scenarios, whose reader says what is wrong with them. What a
 * file is meant as is told by its content.
 *
 * @param command - the words of the command line that reads manifests from standard input.
 * @throws InputError for what cannot be read, is neither, or is yet to be rendered.
 */
export function readManifestInput(paths: readonly string[], command: string): ManifestInput | undefined {
  const { files: found, leftOut } = readManifestFiles(paths);
  const files = parsedUntilScenario(found);
  if (files === undefined) {
    if (!paths.includes(STDIN)) return undefined;
    throw new InputError(
      "a scenario is read from its file, and not from standard input: it names others beside it",
    );
  }
  const line = files.map((file) => unrendered(file, command)).find((each) => each !== undefined);
  if (line !== undefined) throw new InputError(line);
  if (!files.some(holdsManifest)) return refuseOthers(paths, files, command);
  const others = files.filter((file) => !holdsManifest(file));
  return {
    files: files.filter(holdsManifest),
    leftOut: [...leftOut, ...others.map(({ source }) => `${oneLine(source.file)} is no manifest`)],
  };
}

/** Undefined as soon as one is a scenario: its own reader parses all of them. */
function parsedUntilScenario(found: readonly Source[]): readonly ParsedFile[] | undefined {
  const files: ParsedFile[] = [];
  for (const source of found) {
    const file = parsedFile(source);
    if (holdsScenario(file)) return undefined;
    files.push(file);
  }
  return files;
}

/** Of a single file the reader of scenarios says best what it is. */
function refuseOthers(paths: readonly string[], files: readonly ParsedFile[], command: string): undefined {
  const names = paths.map((path) => (path === STDIN ? "standard input" : oneLine(path))).join(", ");
  const isEmpty = files.length > 0 && files.every(({ source }) => source.text.trim() === "");
  if (isEmpty)
    throw new InputError(`${names} is empty: give it manifests, as in helm template CHART | ${command}`);
  const isOneFile = paths.length === 1 && files.length === 1 && files[0]?.source.file === paths[0];
  if (isOneFile) return undefined;
  throw new InputError(`there is no manifest and no scenario in ${names}`);
}
