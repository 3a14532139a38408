import { faultsCommand } from "../commands/faults-command.ts";
import type { AddCommand } from "./add-command.ts";

/** For those who test netverdict, and scenarios: not among the commands that help names. */
export const addFaults: AddCommand = (root, terminal, done) => {
  root
    .command("faults", { hidden: true })
    .description("list the bugs of network plugins that 'run --fault NAME' plants into the local cluster")
    .action(async () => done(await faultsCommand(terminal)));
};
