import { type InitFlags, initCommand } from "../commands/init-command.ts";
import type { AddCommand } from "./add-command.ts";
import { addLiveOptions, addMaxCells } from "./shared-options.ts";

export const addInit: AddCommand = (root, terminal, done) => {
  addMaxCells(
    addLiveOptions(
      root
        .command("init")
        .description("write a scenario of an application that expects what its policies mean today")
        .argument("[path...]", "its manifests: files, folders of them, or - for standard input")
        .option("-o, --output <file>", "where to write it (default: standard output)")
        .option("--force", "overwrite that file"),
      {
        context: "instead, what runs on this cluster; reads only",
        namespace:
          "that of manifests that name none (default: default); of a cluster those to look at, repeatable",
      },
    ),
  ).action(async (paths: readonly string[], flags: InitFlags) =>
    done(await initCommand(paths, flags, terminal)),
  );
};
