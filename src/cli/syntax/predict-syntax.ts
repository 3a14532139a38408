import { choosePrediction } from "../commands/choose-prediction.ts";
import type { AddCommand } from "./add-command.ts";
import { addColorOptions, addLiveOptions, addMaxCells, addSelectionOptions } from "./shared-options.ts";

export const addPredict: AddCommand = (root, terminal, done) => {
  const command = addLiveOptions(
    root
      .command("predict")
      .description(
        "show what the policies of manifests or scenarios mean, without a cluster; exit code 1 if a scenario declares something else",
      )
      .argument("[path...]", "manifests or scenarios, folders of them, or - for manifests on standard input"),
    {
      context: "instead, what this cluster's own policies mean for its own pods; reads only",
      namespace:
        "of a cluster only the pods of this namespace, repeatable; of manifests the namespace of what names none",
    },
  ).option("--json", "an object, for programs");
  addColorOptions(addMaxCells(addSelectionOptions(command))).action(async (paths: readonly string[], flags) =>
    done(await choosePrediction(paths, flags, terminal)),
  );
};
