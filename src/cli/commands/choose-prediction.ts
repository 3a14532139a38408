import { InputError } from "../input-error.ts";
import type { Terminal } from "../output/terminal.ts";
import { type PredictClusterFlags, predictClusterCommand } from "./predict-cluster-command.ts";
import { type PredictFlags, predictCommand } from "./predict-command.ts";

/** Flags that mean nothing without a cluster, and nothing with one. */
const CLUSTER_ONLY = { kubeconfig: "--kubeconfig", namespace: "--namespace" } as const;
const FILES_ONLY = { grep: "--grep", tag: "--tag", shard: "--shard" } as const;

/** `netverdict predict`: of scenario files or of a cluster. Throws InputError for both, none, or a flag of the other. */
export function choosePrediction(
  paths: readonly string[],
  flags: PredictFlags & Partial<PredictClusterFlags>,
  terminal: Terminal,
): Promise<number> {
  const { context, ...others } = flags;
  if (context === undefined) {
    if (paths.length === 0)
      throw new InputError("predict needs scenario files, or --context NAME for a cluster's own pods");
    refuse(flags, CLUSTER_ONLY, "needs --context NAME: scenario files are predicted without a cluster");
    return predictCommand(paths, others, terminal);
  }
  if (paths.length > 0) throw new InputError("predict takes scenario files or --context, not both");
  refuse(flags, FILES_ONLY, "is for scenario files, and --context is for a cluster's own pods");
  return predictClusterCommand({ ...others, context }, terminal);
}

function refuse(flags: object, names: Readonly<Record<string, string>>, why: string): void {
  for (const [key, flag] of Object.entries(names))
    if (Reflect.get(flags, key) !== undefined) throw new InputError(`${flag} ${why}`);
}
