import { Option } from "commander";
import { wordList } from "../../model/index.ts";
import { columns, reporters } from "../../report/index.ts";
import { runCommand } from "../commands/run-command.ts";
import { parseJobs } from "../options/jobs.ts";
import { parseReportFile, type ReportFile } from "../output/report-files.ts";
import type { AddCommand } from "./add-command.ts";
import {
  addClusterOptions,
  addColorOptions,
  addMaxCells,
  addSelectionOptions,
  collect,
  PATHS,
} from "./shared-options.ts";

const RUN_HELP = `
Formats of reports:
${columns(reporters.map(({ name, purpose, suffix }) => ["", name, suffix, purpose])).join("\n")}

A single scenario is reported in full. Several are a suite: those with equal pods share one set of them, and the report
sums up. --grep, --tag and --shard choose among them; --list shows which there are.

Exit codes: 0 all passed, 1 a verdict failed, 2 bad input, 3 could not be measured, 129/130/143 interrupted. A scenario
that needs what the cluster lacks is skipped; if nothing but that happens, it is 3. A report that could not be written
makes a 0 a 3.

Known deviations fail nothing, strictly: a cell that is listed and as expected, or deviates otherwise, fails.`;

export const addRun: AddCommand = (root, terminal, done) => {
  const command = root
    .command("run")
    .description("deploy the pods of scenarios, measure every cell of every step, and judge")
    .argument("<path...>", PATHS);
  addColorOptions(addClusterOptions(addMaxCells(addSelectionOptions(command))))
    .option("--list", "show what would be run, and run nothing")
    .option("--jobs <n>", "sets of pods at a time (default: 2; here 2 a processor)", parseJobs)
    .addOption(
      new Option(
        "--fault <name[=amount][:where]>",
        "plant a fault into the local cluster: 'netverdict faults'",
      ).hideHelp(),
    )
    .option("--fail-fast", "begin no more scenarios after the first that did not pass")
    .option(
      "--known-deviations <file>",
      "what this cluster's network plugin is known to do otherwise, cell by cell: a file, or a folder with one for it; repeatable",
      collect,
    )
    .option(
      "--report <format=file>",
      `also write ${wordList(
        reporters.map(({ name }) => `${name}=FILE`),
        "or",
      )}; repeatable`,
      collectReport,
    )
    .addHelpText("after", RUN_HELP)
    .action(async (paths: readonly string[], flags) => done(await runCommand(paths, flags, terminal)));
};

function collectReport(value: string, earlier: readonly ReportFile[] = []): readonly ReportFile[] {
  return [...earlier, parseReportFile(value)];
}
