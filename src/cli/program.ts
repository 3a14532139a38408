import { Command, Option } from "commander";
import { SEVERITIES } from "../lint/index.ts";
import { columns, lintFormats, reporters } from "../report/index.ts";
import { checkCommand } from "./commands/check-command.ts";
import { choosePrediction } from "./commands/choose-prediction.ts";
import { commandNamed } from "./commands/command-named.ts";
import { explainCommand } from "./commands/explain-command.ts";
import { faultsCommand } from "./commands/faults-command.ts";
import { gcCommand } from "./commands/gc-command.ts";
import { type InitFlags, initCommand } from "./commands/init-command.ts";
import { lintCommand } from "./commands/lint/lint-command.ts";
import { runCommand } from "./commands/run-command.ts";
import { schemaCommand } from "./commands/schema-command.ts";
import { choice } from "./options/choice.ts";
import { CLUSTERS, parseNamespaceSuffix } from "./options/cluster-options.ts";
import { parseJobs } from "./options/jobs.ts";
import { parseGrep, parseShard } from "./options/selection.ts";
import { parseReportFile, type ReportFile } from "./output/report-files.ts";
import type { Terminal } from "./output/terminal.ts";

const PATHS = "scenario files, or folders: every YAML file in them that is not in a folder named 'policies'";

const RUN_HELP = `
Formats of reports:
${columns(reporters.map(({ name, purpose, suffix }) => ["", name, suffix, purpose])).join("\n")}

A single scenario is reported in full. Several are a suite: those with equal pods share one set of them, and the report
sums up. --grep, --tag and --shard choose among them; --list shows which there are.

Exit codes: 0 all passed, 1 a verdict failed, 2 bad input, 3 could not be measured, 129/130/143 interrupted. A scenario
that needs what the cluster lacks is skipped; if nothing but that happens, it is 3. A report that could not be written
makes a 0 a 3.`;

const LINT_HELP = `
Formats:
${columns(lintFormats.map(({ name, purpose }) => ["", name, purpose])).join("\n")}

A file .netverdict.yaml, in the working directory or above it up to the folder with .git, may say what is usual; flags win:

   lint:
     severity: warning           # show what is at least this: info, warning or error
     failOn: error               # exit code 1 for what is at least this
     rules:
       no-default-deny-egress: off
       peers-or: error           # off, info, warning or error

Exit codes: 0 nothing that is to fail, 1 something that is, 2 bad input, 3 the cluster could not be read.`;

type Done = (exitCode: number) => void;

/** The command line; `done` is told each command's exit code. */
export function program(version: string, terminal: Terminal, done: Done): Command {
  const root = new Command("netverdict")
    .description("What does a cluster's network really allow, and is that what was declared?")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
    });
  addRun(root, terminal, done);
  addCheck(root, terminal, done);
  addPredict(root, terminal, done);
  addExplain(root, terminal, done);
  addInit(root, terminal, done);
  addLint(root, terminal, done);
  addSchema(root, terminal, done);
  addGc(root, terminal, done);
  addFaults(root, terminal, done);
  addHelp(root);
  return root;
}

/** Commander's own takes a command that does not exist for a cry for help. */
function addHelp(root: Command): void {
  root
    .helpCommand(false)
    .command("help")
    .description("display help for command")
    .argument("[command]")
    .action((name?: string) => commandNamed(root, name).help());
}

function addRun(root: Command, terminal: Terminal, done: Done): void {
  const command = root
    .command("run")
    .description("deploy the pods of scenarios, measure every cell of every step, and judge")
    .argument("<path...>", PATHS);
  addColorOptions(addClusterOptions(addSelectionOptions(command)))
    .option("--list", "show what would be run, and run nothing")
    .option("--jobs <n>", "sets of pods at a time (default: one a processor; 2 on Kubernetes)", parseJobs)
    .addOption(
      new Option(
        "--fault <name[:where]>",
        "plant a fault into the local cluster: 'netverdict faults'",
      ).hideHelp(),
    )
    .option("--fail-fast", "begin no more scenarios after the first that did not pass")
    .option(
      "--report <format=file>",
      `also write ${choice(reporters.map(({ name }) => `${name}=FILE`))}; repeatable`,
      collectReport,
    )
    .addHelpText("after", RUN_HELP)
    .action(async (paths: readonly string[], flags) => done(await runCommand(paths, flags, terminal)));
}

function addSelectionOptions(command: Command): Command {
  return command
    .option("--grep <regex>", "only scenarios in whose id or name this is found", parseGrep)
    .option("--tag <word>", "only with this tag: 'a+b' both, '!a' not; of several any; repeatable", collect)
    .option(
      "--shard <i/n>",
      "only the i-th of n parts of about equal size, the same in every run",
      parseShard,
    );
}

function addClusterOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--cluster <kind>", "where to run (default: local, or kubernetes with --context)").choices(
        CLUSTERS,
      ),
    )
    .option("--context <name>", "run on the Kubernetes cluster of this kubeconfig context")
    .option("--kubeconfig <file>", "kubeconfig file (default: $KUBECONFIG, ~/.kube/config)")
    .option("--image <image>", "image of the probe pods: any that starts Node 20 or newer")
    .option("--image-pull-secret <name>", "secret for pulling it; repeatable", collect)
    .option("--node-selector <key=value>", "only nodes with this label; repeatable", collect)
    .option(
      "--namespace-suffix <text>",
      "added to the names of namespaces, so that they clash with nobody's; policies follow",
      parseNamespaceSuffix,
    )
    .option("--keep", "leave everything of one scenario in the cluster, to look at it");
}

function addColorOptions(command: Command): Command {
  return command
    .option("--color", "colour even where output is not a terminal")
    .option("--no-color", "no colour (also: NO_COLOR)");
}

function addCheck(root: Command, terminal: Terminal, done: Done): void {
  root
    .command("check")
    .description("read scenarios and report every problem in them; creates nothing")
    .argument("<path...>", PATHS)
    .action((paths: readonly string[]) => done(checkCommand(paths, terminal)));
}

function addPredict(root: Command, terminal: Terminal, done: Done): void {
  const command = root
    .command("predict")
    .description(
      "show what the policies of manifests or scenarios mean, without a cluster; exit code 1 if a scenario declares something else",
    )
    .argument("[path...]", "manifests or scenarios, folders of them, or - for manifests on standard input")
    .option("--context <name>", "instead, what this cluster's own policies mean for its own pods; reads only")
    .option("--kubeconfig <file>", "its kubeconfig file (default: $KUBECONFIG, ~/.kube/config)")
    .option(
      "--namespace <name>",
      "of a cluster only the pods of this namespace, repeatable; of manifests the namespace of what names none",
      collect,
    )
    .option("--json", "an object, for programs");
  addColorOptions(addSelectionOptions(command)).action(async (paths: readonly string[], flags) =>
    done(await choosePrediction(paths, flags, terminal)),
  );
}

function addExplain(root: Command, terminal: Terminal, done: Done): void {
  const command = root
    .command("explain")
    .usage("[options] <path> <flow>\n       netverdict explain --context <name> [options] <flow>")
    .description(
      "say why the policies of manifests, of a scenario's step, or of a cluster, allow or deny a flow; reads only",
    )
    .argument("<path>", "manifests, a folder of them, - for standard input, or a scenario file")
    .argument("[flow]", "the flow, as reports write it: 'x/a -> y/b:80/UDP via cluster-ip over ipv6'")
    .option("--context <name>", "instead of a path, this cluster's own policies and pods; reads only")
    .option("--kubeconfig <file>", "its kubeconfig file (default: $KUBECONFIG, ~/.kube/config)")
    .option(
      "--namespace <name>",
      "of a cluster only pods of this namespace, repeatable; of manifests the namespace of what names none",
      collect,
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
}

function addInit(root: Command, terminal: Terminal, done: Done): void {
  root
    .command("init")
    .description("write a scenario of an application that expects what its policies mean today")
    .argument("[path...]", "its manifests: files, folders of them, or - for standard input")
    .option("-o, --output <file>", "where to write it (default: standard output)")
    .option("--force", "overwrite that file")
    .option("--context <name>", "instead, what runs on this cluster; reads only")
    .option("--kubeconfig <file>", "its kubeconfig file (default: $KUBECONFIG, ~/.kube/config)")
    .option(
      "--namespace <name>",
      "that of manifests that name none (default: default); of a cluster those to look at, repeatable",
      collect,
    )
    .action(async (paths: readonly string[], flags: InitFlags) =>
      done(await initCommand(paths, flags, terminal)),
    );
}

function addLint(root: Command, terminal: Terminal, done: Done): void {
  const command = root
    .command("lint")
    .description("look for policies that do not do what they seem to; exit code 1 if there are any")
    .argument("[path...]", "manifests or scenarios, folders of them, or - for standard input")
    .option("--rules", "list the rules, and look at nothing")
    .option("--rule <id>", "only this rule; repeatable", collect)
    .option("--ignore <id>", "all rules but this one; repeatable", collect)
    .option("--all", "the policies of scenarios as well, as if they were not tests")
    .option("--whole-world", "the manifests are all that there is: what is not among them does not exist")
    .option(
      "--context <name>",
      "instead, this cluster's policies, compared with all that runs there now; reads only",
    )
    .option("--kubeconfig <file>", "its kubeconfig file (default: $KUBECONFIG, ~/.kube/config)")
    .option(
      "--namespace <name>",
      "that of manifests that name none; of a cluster those to look at, repeatable (default: all)",
      collect,
    )
    .addOption(new Option("--severity <level>", "show what is at least this").choices(SEVERITIES))
    .addOption(
      new Option("--fail-on <level>", "exit code 1 for what is at least this (default: warning)").choices(
        SEVERITIES,
      ),
    )
    .addOption(
      new Option("--format <format>", "how to print what is found").choices(
        lintFormats.map(({ name }) => name),
      ),
    );
  addColorOptions(command)
    .addHelpText("after", LINT_HELP)
    .action(async (paths: readonly string[], flags) =>
      done(
        await lintCommand(paths, flags, terminal, {
          version: root.version() ?? "",
          workingDirectory: process.cwd(),
        }),
      ),
    );
}

function addSchema(root: Command, terminal: Terminal, done: Done): void {
  root
    .command("schema")
    .description("print the JSON Schema of scenario files, for editors")
    .action(() => done(schemaCommand(terminal)));
}

function addGc(root: Command, terminal: Terminal, done: Done): void {
  root
    .command("gc")
    .description("remove what runs left in a Kubernetes cluster; without --run, of runs still going too")
    .requiredOption("--context <name>", "the kubeconfig context of the cluster")
    .option("--kubeconfig <file>", "kubeconfig file (default: $KUBECONFIG, ~/.kube/config)")
    .option("--run <id>", "only what this run left")
    .action(async (flags) => done(await gcCommand(flags, terminal)));
}

/** For those who test netverdict, and scenarios: not among the commands that help names. */
function addFaults(root: Command, terminal: Terminal, done: Done): void {
  root
    .command("faults", { hidden: true })
    .description("list the bugs of network plugins that 'run --fault NAME' plants into the local cluster")
    .action(async () => done(await faultsCommand(terminal)));
}

function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

function collectReport(value: string, earlier: readonly ReportFile[] = []): readonly ReportFile[] {
  return [...earlier, parseReportFile(value)];
}
