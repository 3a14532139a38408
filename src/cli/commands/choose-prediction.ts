import { InputError } from "../input-error.ts";
import { readManifestInput } from "../loading/application/read-input.ts";
import type { Terminal } from "../output/terminal.ts";
import { type PredictClusterFlags, predictClusterCommand } from "./predict-cluster-command.ts";
import { type PredictFlags, predictCommand } from "./predict-command.ts";
import { predictManifestsCommand } from "./predict-manifests-command.ts";

/** Flags that mean nothing without a cluster, and nothing with one. */
const CLUSTER_ONLY = { kubeconfig: "--kubeconfig" } as const;
const NAMESPACE = { namespace: "--namespace" } as const;
const SCENARIOS_ONLY = { grep: "--grep", tag: "--tag", shard: "--shard" } as const;

/** `netverdict predict`: of scenario files, of manifests or of a cluster. Throws InputError for both, none, or a flag of the other. */
export async function choosePrediction(
  paths: readonly string[],
  flags: PredictFlags & Partial<PredictClusterFlags>,
  terminal: Terminal,
): Promise<number> {
  const { context, ...others } = flags;
  if (context === undefined) {
    if (paths.length === 0)
      throw new InputError(
        "predict needs manifests, scenario files, or --context NAME for a cluster's own pods",
      );
    refuse(flags, CLUSTER_ONLY, "needs --context NAME: files are predicted without a cluster");
    const manifests = readManifestInput(paths, "netverdict predict -");
    if (manifests === undefined) {
      refuse(flags, NAMESPACE, "is for manifests that name none, and scenarios name their namespaces");
      return predictCommand(paths, others, terminal);
    }
    refuse(flags, SCENARIOS_ONLY, "chooses among scenarios, and these are manifests");
    return predictManifestsCommand(paths, manifests, flags, terminal);
  }
  if (paths.length > 0) throw new InputError("predict takes files or --context, not both");
  refuse(flags, SCENARIOS_ONLY, "is for scenario files, and --context is for a cluster's own pods");
  return predictClusterCommand({ ...others, context }, terminal);
}

function refuse(flags: object, names: Readonly<Record<string, string>>, why: string): void {
  for (const [key, flag] of Object.entries(names))
    if (Reflect.get(flags, key) !== undefined) throw new InputError(`${flag} ${why}`);
}
