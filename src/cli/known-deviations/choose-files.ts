import { type DeviationFile, type FoundPlugin, fitOf, subjectOf } from "../../deviations/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { InputError } from "../input-error.ts";
import type { GivenDeviations } from "./load-deviations.ts";

/** The network plugin of a cluster, or why it is not known, as a clause. */
export type PluginFinding = FoundPlugin | { readonly unknown: string };

/**
 * The files that are about the cluster's network plugin. One that was given by its path has to be about it, and is taken with
 * a note where its versions are others, or where the plugin is not known; a folder may have none for this cluster.
 *
 * @throws InputError if a file that was given by its path is about another plugin.
 */
export function chooseFiles(
  given: readonly GivenDeviations[],
  plugin: PluginFinding,
  note: (line: string) => void,
): readonly DeviationFile[] {
  const chosen = given.flatMap(({ file, isOfFolder }) => {
    if (isOfFolder) return isMeant(file, plugin) ? [file] : [];
    for (const line of checked(file, plugin)) note(line);
    return [file];
  });
  if (chosen.length === 0) {
    const subjects = given.map(({ file }) => oneLine(subjectOf(file))).join(", ");
    note(`nothing is known of ${nameOf(plugin)}: the files of --known-deviations are about ${subjects}`);
  }
  return chosen;
}

function isMeant(file: DeviationFile, plugin: PluginFinding): boolean {
  return "name" in plugin && fitOf(file, plugin) === "fits";
}

/** What is to be said about a file that was given by its path. */
function checked(file: DeviationFile, plugin: PluginFinding): readonly string[] {
  const [path, subject] = [oneLine(file.file), oneLine(subjectOf(file))];
  if ("unknown" in plugin)
    return [`${path} is taken for right, since the cluster's network plugin is not known: ${plugin.unknown}`];
  switch (fitOf(file, plugin)) {
    case "fits":
      return [];
    case "unsure":
      return [
        `${path} is about ${subject}; which version of ${oneLine(plugin.name)} this cluster has is not known`,
      ];
    case "other-version":
      return [
        `${path} is about ${subject}, and this cluster has ${nameOf(plugin)}: what no longer deviates there fails`,
      ];
    case "other-plugin":
      throw new InputError(
        `--known-deviations ${path}: it is about ${subject}, and this cluster has ${nameOf(plugin)}`,
      );
  }
}

function nameOf(plugin: PluginFinding): string {
  if ("unknown" in plugin) return `this cluster's network plugin, which is not known: ${plugin.unknown}`;
  const { name, version } = plugin;
  return oneLine(version === undefined ? name : `${name} ${version}`);
}
