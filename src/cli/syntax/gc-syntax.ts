import { gcCommand } from "../commands/gc-command.ts";
import { parseAge } from "../options/age.ts";
import { checkedNamespace } from "../options/namespace.ts";
import type { AddCommand } from "./add-command.ts";

const GC_HELP = `
A run says that it is alive by renewing a Lease in one of its namespaces, and has ended a minute after it last did so. One
without a Lease, of an older version for example, may be alive for an hour, which its pods do not outlive.

Exit codes: 0 nothing is left of what was to be removed, 2 bad input, 3 something remains: what, why, and the command that lets
it go is printed. Finalizers are never taken away.`;

export const addGc: AddCommand = (root, terminal, done) => {
  root
    .command("gc")
    .description("remove what ended runs left in a Kubernetes cluster; runs that are alive are left alone")
    .requiredOption("--context <name>", "the kubeconfig context of the cluster")
    .option("--kubeconfig <file>", "kubeconfig file (default: $KUBECONFIG, ~/.kube/config)")
    .option("--run <id>", "only what this run left")
    .option("--alive", "with --run: also if that run is alive")
    .option("--older-than <age>", "only of runs that began longer ago: 30m, 2h, 1d", parseAge)
    .option("--namespaces <names>", "what runs left in these namespaces, given to 'run --namespaces'", names)
    .option("--dry-run", "only say what would be removed")
    .addHelpText("after", GC_HELP)
    .action(async (flags) => done(await gcCommand(flags, terminal)));
};

function names(text: string): readonly string[] {
  return text.split(",").map((name) => checkedNamespace(name.trim()));
}
