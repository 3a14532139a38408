import { Option } from "commander";
import { SEVERITIES } from "../../lint/index.ts";
import { columns, lintFormats } from "../../report/index.ts";
import { lintCommand } from "../commands/lint/lint-command.ts";
import type { AddCommand } from "./add-command.ts";
import { addColorOptions, addLiveOptions, collect } from "./shared-options.ts";

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

export const addLint: AddCommand = (root, terminal, done) => {
  const command = addLiveOptions(
    root
      .command("lint")
      .description("look for policies that do not do what they seem to; exit code 1 if there are any")
      .argument("[path...]", "manifests or scenarios, folders of them, or - for standard input")
      .option("--rules", "list the rules, and look at nothing")
      .option("--rule <id>", "only this rule; repeatable", collect)
      .option("--ignore <id>", "all rules but this one; repeatable", collect)
      .option("--all", "the policies of scenarios as well, as if they were not tests")
      .option("--whole-world", "the manifests are all that there is: what is not among them does not exist"),
    {
      context: "instead, this cluster's policies, compared with all that runs there now; reads only",
      namespace: "that of manifests that name none; of a cluster those to look at, repeatable (default: all)",
    },
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
};
