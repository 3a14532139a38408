import { doctorCommand } from "../commands/doctor/doctor-command.ts";
import { DEFAULT_NODES, DEFAULT_TIMEOUT } from "../commands/doctor/doctor-flags.ts";
import { wholeNumber } from "../options/whole-number.ts";
import type { AddCommand } from "./add-command.ts";
import { addColorOptions, collect } from "./shared-options.ts";

const DOCTOR_HELP = `
It makes a few pods in namespaces of its own, tries ingress and egress over TCP and UDP in each IP family on each node, within
nodes and between them, says what it found, and removes what it made. The answer of a healthy cluster is there within 15 s.

Exit codes: 0 NetworkPolicy is enforced wherever it was tried, pods reach each other and names are answered, 1 one of these is
not so, 2 bad input, 3 it was not found out, 129/130/143 interrupted. What is only doubtful changes no exit code.`;

export const addDoctor: AddCommand = (root, terminal, done) => {
  const command = root
    .command("doctor")
    .description("does a Kubernetes cluster enforce NetworkPolicy, and what would make results doubtful?")
    .requiredOption("--context <name>", "the kubeconfig context of the cluster")
    .option("--kubeconfig <file>", "kubeconfig file (default: $KUBECONFIG, ~/.kube/config)")
    .option("--nodes <n>", `try so many nodes at most (default: ${DEFAULT_NODES})`, wholeNumber("--nodes"))
    .option(
      "--timeout <seconds>",
      `what was not found out by then is unknown (default: ${DEFAULT_TIMEOUT}); a sixth is for policies to be enforced`,
      wholeNumber("--timeout"),
    )
    .option("--image <image>", "image of the probe pods: any that starts Node 20 or newer")
    .option("--image-pull-secret <name>", "secret for pulling it; repeatable", collect)
    .option("--node-selector <key=value>", "only nodes with this label; repeatable", collect)
    .option("--json", "print what was found as JSON, for programs");
  addColorOptions(command)
    .addHelpText("after", DOCTOR_HELP)
    .action(async (flags) => done(await doctorCommand(flags, terminal)));
};
