import { type CheckFlags, checkCommand } from "../commands/check-command.ts";
import type { AddCommand } from "./add-command.ts";
import { addMaxCells, PATHS } from "./shared-options.ts";

export const addCheck: AddCommand = (root, terminal, done) => {
  const command = root
    .command("check")
    .description("read scenarios and report every problem in them; creates nothing")
    .argument("<path...>", PATHS);
  addMaxCells(command).action((paths: readonly string[], flags: CheckFlags) =>
    done(checkCommand(paths, flags, terminal)),
  );
};
