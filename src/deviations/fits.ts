import type { DeviationFile } from "./deviation-file.ts";

/** The network plugin of a cluster, as far as the cluster shows it. */
export interface FoundPlugin {
  readonly name: string;
  /** Without a leading v. */
  readonly version?: string;
}

/** How far a file is about the plugin of a cluster; `unsure` where the cluster does not show its version. */
type Fit = "fits" | "other-plugin" | "other-version" | "unsure";

export function fitOf({ plugin, versions }: DeviationFile, found: FoundPlugin): Fit {
  if (plugin !== found.name) return "other-plugin";
  if (versions.length === 0) return "fits";
  if (found.version === undefined) return "unsure";
  const { version } = found;
  return versions.some((known) => isPartOf(version, known)) ? "fits" : "other-version";
}

/** Whether a version is the one that is known, or of its line: `3.28.5` is of `3.28`, `3.280` is not. */
function isPartOf(version: string, known: string): boolean {
  return version === known || (version.startsWith(known) && /^[.+-]/.test(version.slice(known.length)));
}
