import { checkCommand } from "../commands/check-command.ts";
import type { AddCommand } from "./add-command.ts";
import { PATHS } from "./shared-options.ts";

export const addCheck: AddCommand = (root, terminal, done) => {
  root
    .command("check")
    .description("read scenarios and report every problem in them; creates nothing")
    .argument("<path...>", PATHS)
    .action((paths: readonly string[]) => done(checkCommand(paths, terminal)));
};
