import { holdsManifest, type ParsedFile, parsedFile } from "../../../manifest/application/parsed-file.ts";
import { howToRender, unrendered } from "../../../manifest/application/unrendered.ts";
import { oneLine } from "../../../safe-text/index.ts";
import { holdsScenario } from "../../../scenario/index.ts";
import type { Source } from "../../../yaml/source.ts";
import { InputError } from "../../input-error.ts";
import { readManifestFiles, STDIN } from "../manifest-files.ts";
import { areEmpty, noManifest } from "./no-manifest.ts";

/** The files at some paths, one of them with manifests; `leftOut` says in a sentence each what there can be none of. */
export interface ManifestInput {
  readonly files: readonly ParsedFile[];
  readonly leftOut: readonly string[];
}

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
  refuseUnrendered(files, command);
  if (files.some(holdsManifest)) return { files, leftOut };
  // Of a single file the reader of scenarios says best what it is.
  if (!areEmpty(found) && paths.length === 1 && files.length === 1 && files[0]?.source.file === paths[0])
    return undefined;
  throw noManifest(paths, found, command);
}

/**
 * The manifests that some paths mean; scenarios may lie beside them.
 *
 * @throws InputError as above, and if there are none.
 */
export function readManifestsOnly(paths: readonly string[], command: string): ManifestInput {
  const { files: found, leftOut } = readManifestFiles(paths);
  const files = found.map(parsedFile);
  refuseUnrendered(files, command);
  if (files.some(holdsManifest)) return { files, leftOut };
  throw noManifest(paths, found, command);
}

function refuseUnrendered(files: readonly ParsedFile[], command: string): void {
  const toRender = files.map(unrendered).find((each) => each !== undefined);
  if (toRender !== undefined) throw new InputError(oneLine(howToRender(toRender, ` | ${command}`)));
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
