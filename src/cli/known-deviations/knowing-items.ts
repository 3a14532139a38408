import { type DeviationFile, fitOf, knowingDeviations } from "../../deviations/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import type { SuiteItem } from "../../suite/index.ts";
import { InputError } from "../input-error.ts";
import { type ClusterFlags, clusterKind } from "../options/cluster-options.ts";
import type { Terminal } from "../output/terminal.ts";
import { chooseFiles, type PluginFinding } from "./choose-files.ts";
import { findPlugin } from "./find-plugin.ts";
import { loadDeviations, problemsText } from "./load-deviations.ts";
import { shippedDeviations } from "./shipped-deviations.ts";

/** The flags that say what is known of a cluster's network plugin. */
export interface DeviationFlags extends ClusterFlags {
  readonly knownDeviations?: readonly string[];
}

type FindPlugin = (flags: ClusterFlags) => Promise<PluginFinding>;

/**
 * The scenarios of a run, told which of their cells are known to deviate on this cluster: strictly, from the files that were
 * given; or else from those that are shipped, so that failures name what is known of them.
 *
 * @throws InputError if a file is not about this cluster, or names steps or cells that scenarios of the run do not have.
 */
export async function knowingItems(
  items: readonly SuiteItem[],
  flags: DeviationFlags,
  { stderr }: Pick<Terminal, "stderr">,
  find: FindPlugin = findPlugin,
): Promise<readonly SuiteItem[]> {
  const { knownDeviations } = flags;
  const note = (line: string): void => void stderr.write(`note: ${line}\n`);
  if (knownDeviations === undefined)
    return clusterKind(flags) === "kubernetes" ? mentioning(items, () => find(flags), note) : items;
  const given = loadDeviations(knownDeviations);
  return expecting(items, chooseFiles(given, await find(flags), note), note);
}

function expecting(
  items: readonly SuiteItem[],
  files: readonly DeviationFile[],
  note: (line: string) => void,
): readonly SuiteItem[] {
  return files.reduce((known, file) => {
    const { items: informed, entries, problems } = knowingDeviations(known, file, true);
    if (problems.length > 0) throw new InputError(problemsText(problems));
    if (entries === 0) note(`${oneLine(file.file)} says nothing of these scenarios`);
    return informed;
  }, items);
}

/** A cluster is asked for its plugin only where something is known of these scenarios. Scenarios may differ from those shipped. */
async function mentioning(
  items: readonly SuiteItem[],
  find: () => Promise<PluginFinding>,
  note: (line: string) => void,
): Promise<readonly SuiteItem[]> {
  const { files, notes } = shippedDeviations();
  notes.forEach(note);
  const known = files.filter((file) => knowingDeviations(items, file, false).entries > 0);
  if (known.length === 0) return items;
  const plugin = await find();
  if ("unknown" in plugin) return items;
  const fitting = known.filter((file) => fitOf(file, plugin) === "fits");
  return fitting.reduce((informed, file) => knowingDeviations(informed, file, false).items, items);
}
