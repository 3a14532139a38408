import { explainCommand } from "../commands/explain-command.ts";
import { parseGrep } from "../options/selection.ts";
import type { AddCommand } from "./add-command.ts";
import { addColorOptions, addLiveOptions } from "./shared-options.ts";

export const addExplain: AddCommand = (root, terminal, done) => {
  const command = addLiveOptions(
    root
      .command("explain")
      .usage("[options] <path> <flow>\n       netverdict explain --context <name> [options] <flow>")
      .description(
        "say why the policies of manifests, of a scenario's step, or of a cluster, allow or deny a flow; reads only",
      )
      .argument("<path>", "manifests, a folder of them, - for standard input, or a scenario file")
      .argument("[flow]", "the flow, as reports write it: 'x/a -> y/b:80/UDP via cluster-ip over ipv6'"),
    {
      context: "instead of a path, this cluster's own policies and pods; reads only",
      namespace:
        "of a cluster only pods of this namespace, repeatable; of manifests the namespace of what names none",
    },
  )
    .option("--step <step>", "name or number of the step (default: the last)")
    .option(
      "--grep <regex>",
      "of a file with several scenarios the one in whose name this is found",
      parseGrep,
    )
    .option("--json", "an object, for programs");
  addColorOptions(command).action(async (path: string, flow: string | undefined, flags) =>
    done(await explainCommand(flow === undefined ? [path] : [path, flow], flags, terminal)),
  );
};
