import { gcCommand } from "../commands/gc-command.ts";
import type { AddCommand } from "./add-command.ts";

export const addGc: AddCommand = (root, terminal, done) => {
  root
    .command("gc")
    .description("remove what runs left in a Kubernetes cluster; without --run, of runs still going too")
    .requiredOption("--context <name>", "the kubeconfig context of the cluster")
    .option("--kubeconfig <file>", "kubeconfig file (default: $KUBECONFIG, ~/.kube/config)")
    .option("--run <id>", "only what this run left")
    .action(async (flags) => done(await gcCommand(flags, terminal)));
};
