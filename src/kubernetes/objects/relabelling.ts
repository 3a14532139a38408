import { ClusterError } from "../../cluster/port.ts";
import type { Labels } from "../../model/index.ts";
import { OWN_LABELS } from "./run-labels.ts";

/** Labels to set, and keys to remove. */
export interface Relabelling {
  readonly set: Labels;
  readonly unset: readonly string[];
}

/** The labels of a merge patch: null removes one. */
export function labelsPatch({ set, unset }: Relabelling): Readonly<Record<string, string | null>> {
  return { ...Object.fromEntries(unset.map((key) => [key, null])), ...set };
}

/** @throws ClusterError if a label of netverdict's own would be changed. */
export function refuseOwnLabels({ set, unset }: Relabelling): void {
  const own = OWN_LABELS.find((key) => key in set || unset.includes(key));
  if (own !== undefined) throw new ClusterError(`the label ${own} is netverdict's own`);
}
