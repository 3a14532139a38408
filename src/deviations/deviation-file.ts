import type { CellPattern, Outcome } from "../model/index.ts";
import type { Place } from "../yaml/place.ts";

/** What is known of the versions of a network plugin: the cells of scenarios that it does otherwise than expected. */
export interface DeviationFile {
  readonly file: string;
  /** As clusters are found to have it: `calico`, `kube-router`. */
  readonly plugin: string;
  /** `3.28` stands for `3.28.5` too; none stands for all. */
  readonly versions: readonly string[];
  readonly entries: readonly DeviationEntry[];
}

/** Cells of one step of a scenario, or of the scenarios of a file with parameters. */
export interface DeviationEntry {
  readonly place: Place;
  /** `cni-bugs/f-05-excepts-of-two-blocks[direction=ingress]`. */
  readonly scenario: string;
  /** Left out where the scenario has one step. */
  readonly step?: string;
  readonly cells: readonly DeviatingCells[];
  /** One of these. */
  readonly observed: readonly Outcome[];
  readonly why: string;
  readonly evidence: string;
  readonly varies?: string;
}

/** Cells as a text names them, and where that stands. */
export interface DeviatingCells {
  readonly place: Place;
  readonly text: string;
  readonly patterns: readonly CellPattern[];
}

/** The plugin of which a file tells: `calico 3.28, 3.29`. */
export function subjectOf({ plugin, versions }: Pick<DeviationFile, "plugin" | "versions">): string {
  return [plugin, versions.join(", ")].filter((word) => word !== "").join(" ");
}
