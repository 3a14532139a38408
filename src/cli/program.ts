import { Command, Option } from "commander";
import { checkCommand } from "./check-command.ts";
import { CLUSTERS } from "./cluster-options.ts";
import { gcCommand } from "./gc-command.ts";
import { parseReportFile, type ReportFile } from "./report-files.ts";
import { runCommand } from "./run-command.ts";
import type { Terminal } from "./terminal.ts";

const EXIT_CODES = `
Exit codes: 0 all passed, 1 a verdict failed, 2 bad input, 3 could not be measured, 129/130/143 interrupted.`;

/** The command line; `done` is told each command's exit code. */
export function program(version: string, terminal: Terminal, done: (exitCode: number) => void): Command {
  const root = new Command("netverdict")
    .description("What does a cluster's network really allow, and is that what was declared?")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
    });
  addRun(root, terminal, done);
  root
    .command("check")
    .description("read scenario files and report every problem in them; creates nothing")
    .argument("<file...>", "scenario files")
    .action((files: readonly string[]) => done(checkCommand(files, terminal)));
  root
    .command("gc")
    .description("remove what runs left in a Kubernetes cluster; without --run, of runs still going too")
    .requiredOption("--context <name>", "the kubeconfig context of the cluster")
    .option("--kubeconfig <file>", "kubeconfig file (default: $KUBECONFIG, ~/.kube/config)")
    .option("--run <id>", "only what this run left")
    .action(async (flags) => done(await gcCommand(flags, terminal)));
  return root;
}

function addRun(root: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  root
    .command("run")
    .description("deploy a scenario's pods, measure every cell of every step, and judge")
    .argument("<file>", "scenario file")
    .addOption(
      new Option("--cluster <kind>", "where to run (default: local, or kubernetes with --context)").choices(
        CLUSTERS,
      ),
    )
    .option("--context <name>", "run on the Kubernetes cluster of this kubeconfig context")
    .option("--kubeconfig <file>", "kubeconfig file (default: $KUBECONFIG, ~/.kube/config)")
    .option("--image <image>", "image of the probe pods: any that starts Node 20 or newer")
    .option("--image-pull-secret <name>", "secret for pulling it; may be repeated", collect)
    .option("--node-selector <key=value>", "only nodes with this label; may be repeated", collect)
    .option("--keep", "leave everything in the cluster, to look at it")
    .option(
      "--report <format=file>",
      "also write json=FILE, junit=FILE or markdown=FILE; may be repeated",
      collectReport,
    )
    .option("--color", "colour even where output is not a terminal")
    .option("--no-color", "no colour (also: NO_COLOR)")
    .addHelpText("after", EXIT_CODES)
    .action(async (file: string, flags) => done(await runCommand(file, flags, terminal)));
}

function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

function collectReport(value: string, earlier: readonly ReportFile[] = []): readonly ReportFile[] {
  return [...earlier, parseReportFile(value)];
}
