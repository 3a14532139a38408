import { type Command, Option } from "commander";
import { CLUSTERS, parseNamespaceSuffix } from "../options/cluster-options.ts";
import { parseNamespaces } from "../options/lent-options.ts";
import { DEFAULT_MAX_CELLS, parseMaxCells } from "../options/max-cells.ts";
import { parseGrep, parseShard } from "../options/selection.ts";

/** What `run` and `check` take. */
export const PATHS =
  "scenario files, or folders: every YAML file in them that is not in a folder named 'policies'";

/** For commands that make a cell for each flow. */
export function addMaxCells(command: Command): Command {
  return command.option(
    "--max-cells <n>",
    `refuse more cells than this, which are counted before any is made (default: ${DEFAULT_MAX_CELLS})`,
    parseMaxCells,
  );
}

export function addSelectionOptions(command: Command): Command {
  return command
    .option("--grep <regex>", "only scenarios in whose id or name this is found", parseGrep)
    .option("--tag <word>", "only with this tag: 'a+b' both, '!a' not; of several any; repeatable", collect)
    .option(
      "--shard <i/n>",
      "only the i-th of n parts of about equal size, the same in every run",
      parseShard,
    );
}

export function addClusterOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--cluster <kind>", "where to run (default: local, or kubernetes with --context)").choices(
        CLUSTERS,
      ),
    )
    .option("--context <name>", "run on the Kubernetes cluster of this kubeconfig context")
    .option("--kubeconfig <file>", "kubeconfig file (default: $KUBECONFIG, ~/.kube/config)")
    .option("--image <image>", "image of the probe pods: any that starts Node 20 or newer")
    .option("--image-pull-secret <name>", "secret for pulling it; repeatable", collect)
    .option("--node-selector <key=value>", "only nodes with this label; repeatable", collect)
    .option(
      "--namespace-suffix <text>",
      "added to the names of namespaces, so that they clash with nobody's; policies follow",
      parseNamespaceSuffix,
    )
    .option(
      "--namespaces <a,b,...>",
      "run in these, which are empty and labelled as lent, and make none; the last is for sentinels",
      parseNamespaces,
    )
    .option("--keep", "leave everything of one scenario in the cluster, to look at it");
}

/** For commands that read a live cluster in place of files; what `--context` and `--namespace` mean is theirs to say. */
export function addLiveOptions(
  command: Command,
  meaning: { readonly context: string; readonly namespace: string },
): Command {
  return command
    .option("--context <name>", meaning.context)
    .option("--kubeconfig <file>", "its kubeconfig file (default: $KUBECONFIG, ~/.kube/config)")
    .option("--namespace <name>", meaning.namespace, collect);
}

export function addColorOptions(command: Command): Command {
  return command
    .option("--color", "colour even where output is not a terminal")
    .option("--no-color", "no colour (also: NO_COLOR)");
}

/** The value of an option that may be given several times. */
export function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}
