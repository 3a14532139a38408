import { realpathSync, statSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import {
  type Draft,
  generateScenario,
  type ManifestItem,
  runningApplication,
  subjectOf,
  type Testable,
  testable,
} from "../../generate/index.ts";
import { applicationOf } from "../../manifest/application/application.ts";
import type { ParsedFile } from "../../manifest/application/parsed-file.ts";
import { fewNames } from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { holdsScenario, looksLikeScenario, renderProblems } from "../../scenario/index.ts";
import { InputError } from "../input-error.ts";
import { readManifestsOnly } from "../loading/application/read-input.ts";
import { isPattern } from "../loading/expand-pattern.ts";
import { checkNamespaces, readLiveCluster } from "../loading/live-cluster.ts";
import { findManifestFiles, STDIN } from "../loading/manifest-files.ts";
import { readYamlFile } from "../loading/read-yaml-file.ts";
import { refuseTooMany } from "../options/max-cells.ts";
import { EXIT } from "../output/exit-code.ts";
import { refuseExisting, writeNewFile } from "../output/new-file.ts";
import type { Terminal } from "../output/terminal.ts";

export interface InitFlags {
  readonly output?: string;
  readonly force?: boolean;
  readonly maxCells?: number;
  readonly namespace?: readonly string[];
  readonly context?: string;
  readonly kubeconfig?: string;
}

/** How a scenario is called that goes to standard output. */
const UNNAMED = "scenario.yaml";

/**
 * `netverdict init PATH...` or `--context NAME`: writes a scenario that expects what the policies of an application mean
 * today.
 *
 * @throws InputError for bad input, and if no scenario can be made that passes.
 */
export async function initCommand(
  paths: readonly string[],
  flags: InitFlags,
  terminal: Terminal,
): Promise<number> {
  const { output, force = false } = flags;
  if (output !== undefined) refuseExisting({ path: output, force });
  const draft =
    flags.context === undefined
      ? draftFromFiles(paths, flags)
      : await draftFromCluster(paths, flags, flags.context, terminal);
  if (typeof draft === "number") return draft;
  const generated = await generateScenario(draft, {
    file: output ?? UNNAMED,
    readFile: readYamlFile,
    findFiles: findManifestFiles,
  });
  if ("refusal" in generated) throw new InputError(generated.refusal);
  if (output === undefined) terminal.stdout.write(generated.text);
  else writeNewFile({ path: output, force }, generated.text);
  return EXIT.passed;
}

function draftFromFiles(paths: readonly string[], flags: InitFlags): Draft {
  const { output, namespace = [], kubeconfig, maxCells } = flags;
  const [first, ...more] = namespace;
  if (paths.length === 0)
    throw new InputError(
      "init needs a PATH: manifests, folders of them, or - for standard input; or --context NAME",
    );
  if (kubeconfig !== undefined) throw new InputError("--kubeconfig needs --context NAME");
  if (more.length > 0)
    throw new InputError("manifests that name no namespace are in one: give --namespace once");
  const { files, leftOut } = readManifestsOnly(paths, "netverdict init -");
  if (output !== undefined) refuseSource(output, files);
  const names = paths.map((path) => (path === STDIN ? "standard input" : path));
  const manifests = paths.every(canBeNamed)
    ? paths.map((path) => ({
        file: pathFrom(output ?? UNNAMED, path),
        ...(first === undefined ? {} : { namespace: first }),
      }))
    : [];
  const application = applicationIn(files, first ?? "default");
  return draftOf(application, names, { manifests, leftOut, maxCells });
}

function applicationIn(files: readonly ParsedFile[], namespace: string): Testable {
  const application = applicationOf(files, namespace, holdsScenario);
  return "twins" in application
    ? testable(application.twins)
    : { refusal: `${renderProblems(application.problems)}\nnothing was written` };
}

async function draftFromCluster(
  paths: readonly string[],
  { namespace = [], kubeconfig, maxCells }: InitFlags,
  context: string,
  terminal: Terminal,
): Promise<Draft | number> {
  if (paths.length > 0) throw new InputError("init takes manifests or --context, not both");
  if (namespace.length === 0)
    throw new InputError("--context needs --namespace NAME, once for each namespace to look at");
  const live = await readLiveCluster({ context, kubeconfig }, terminal);
  if (typeof live === "number") return live;
  checkNamespaces(live, namespace);
  const names = [...new Set(namespace)].sort();
  return draftOf(
    runningApplication(live, names),
    names.map((name) => `${name} on ${context}`),
    { manifests: [], leftOut: [], maxCells },
  );
}

/** What was read is the user's, and --force is not meant for it, but for a scenario that is to be made anew. */
function refuseSource(output: string, files: readonly ParsedFile[]): void {
  const same = files.find(({ source }) => realPath(source.file) === realPath(output));
  if (same !== undefined && !looksLikeScenario(same.source.text))
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

interface Reading {
  /** None if they cannot be read again. */
  readonly manifests: readonly ManifestItem[];
  readonly leftOut: readonly string[];
  readonly maxCells: number | undefined;
}

/** Whether a path leads to the same tomorrow; a pipe does not. */
function canBeNamed(path: string): boolean {
  if (isPattern(path)) return true;
  const stats = path === STDIN ? undefined : statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true || stats?.isDirectory() === true;
}

/** A path as the scenario writes it, from its own folder; one of a folder ends in a slash. */
function pathFrom(scenario: string, path: string): string {
  const written = relative(dirname(resolve(scenario)), resolve(path));
  const slash = !isPattern(path) && statSync(path).isDirectory() ? "/" : "";
  return written === "" ? "." : `${written}${slash}`;
}

function draftOf(application: Testable, names: readonly string[], reading: Reading): Draft {
  if ("refusal" in application) throw new InputError(application.refusal);
  const { subject, leftOut } = subjectOf(application.twins, reading.manifests);
  const origin = fewNames(names);
  const advice = "name less of it, such as one namespace";
  refuseTooMany({ what: oneLine(origin), cells: application.cells, advice }, reading.maxCells);
  return { name: `the policies of ${origin}`, origin, subject, leftOut: [...reading.leftOut, ...leftOut] };
}
