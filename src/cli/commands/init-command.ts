import { realpathSync } from "node:fs";
import {
  type Application,
  applicationIn,
  type Draft,
  generateScenario,
  selfContained,
} from "../../generate/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { looksLikeScenario } from "../../scenario/index.ts";
import { InputError } from "../input-error.ts";
import { readManifestFiles } from "../loading/manifest-files.ts";
import { readTextFile } from "../loading/read-text-file.ts";
import { EXIT } from "../output/exit-code.ts";
import { refuseExisting, writeNewFile } from "../output/new-file.ts";
import type { Terminal } from "../output/terminal.ts";
import { messageOf } from "../system-error.ts";

export interface InitFlags {
  readonly output?: string;
  readonly force?: boolean;
  readonly namespace?: string;
}

/** How a scenario is called that goes to standard output. */
const UNNAMED = "scenario.yaml";

const STDIN = "-";

/** More paths than help in a line. */
const MOST_NAMED = 3;

interface TextFile {
  readonly file: string;
  readonly text: string;
}

/**
 * `netverdict init PATH...`: writes a scenario that expects what the policies of an application mean today.
 *
 * @throws InputError for bad input, and if no scenario can be made that passes.
 */
export async function initCommand(
  paths: readonly string[],
  { output, force = false, namespace = "default" }: InitFlags,
  terminal: Terminal,
): Promise<number> {
  if (paths.length === 0)
    throw new InputError("init needs a PATH: manifests, folders of them, or - for standard input");
  if (output !== undefined) refuseExisting({ path: output, force });
  const { files, leftOut } = readAll(paths);
  if (output !== undefined) refuseSource(output, files);
  const draft = draftOf(applicationIn(files, namespace), paths, leftOut);
  const generated = await generateScenario(draft, { file: output ?? UNNAMED, readFile: readTextFile });
  if ("refusal" in generated) throw new InputError(generated.refusal);
  if (output === undefined) terminal.stdout.write(generated.text);
  else writeNewFile({ path: output, force }, generated.text);
  return EXIT.passed;
}

function readAll(paths: readonly string[]) {
  const named = readManifestFiles(paths.filter((path) => path !== STDIN));
  if (!paths.includes(STDIN)) return named;
  return { ...named, files: [...named.files, { file: "standard input", text: readStdin() }] };
}

function readStdin(): string {
  try {
    return readTextFile("/dev/stdin");
  } catch (error) {
    throw new InputError(`cannot read standard input: ${messageOf(error)}`);
  }
}

/** What was read is the user's, and --force is not meant for it, but for a scenario that is to be made anew. */
function refuseSource(output: string, files: readonly TextFile[]): void {
  const same = files.find(({ file }) => realPath(file) === realPath(output));
  if (same !== undefined && !looksLikeScenario(same.text))
    throw new InputError(`${oneLine(output)} is one of the manifests: write the scenario somewhere else`);
}

/** A file that is not there yet has none. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function draftOf(application: Application, paths: readonly string[], leftOut: readonly string[]): Draft {
  if ("refusal" in application) throw new InputError(application.refusal);
  const { leftOut: notShown, ...world } = selfContained(application.twins);
  const names = paths.map((path) => (path === STDIN ? "standard input" : path));
  const more = names.length - MOST_NAMED;
  const origin = `${names.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return {
    name: `the policies of ${origin}`,
    origin,
    subject: { world },
    leftOut: [...leftOut, ...notShown],
  };
}
