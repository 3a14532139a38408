/**
 * Which scenario of a suite finds which fault, as a Markdown table.
 * usage: node --import tsx scripts/detect/main.ts [--fault NAME]... [--clean RUNS] [SUITE...]
 */
import { parseArgs } from "node:util";
import { loadSuite } from "../../src/cli/loading/load-suite.ts";
import { plantedFrom } from "../../src/cli/options/fault-option.ts";
import { FAULTS } from "../../src/netns/index.ts";
import { forMarkdown } from "../../src/safe-text/index.ts";
import type { SuiteItem } from "../../src/suite/index.ts";
import { type Findings, findingsOf } from "./findings.ts";
import { runWith } from "./run-with.ts";

const { values, positionals } = parseArgs({
  options: { fault: { type: "string", multiple: true }, clean: { type: "string", default: "20" } },
  allowPositionals: true,
});
const suites = positionals.length > 0 ? positionals : ["scenarios/recipes"];
const faults = (values.fault ?? FAULTS.map(({ name }) => name)).map((name) => plantedFrom(name, FAULTS));
const clean = Number(values.clean);
if (!Number.isInteger(clean) || clean < 0) throw new Error(`--clean ${values.clean}: write a number of runs`);

for (const suite of suites) {
  const items = loadSuite([suite], process);
  console.log(`\n${suite}, ${items.length} scenarios\n`);
  console.log("| fault | found by | first | rounds | sentence |\n| --- | --- | --- | --- | --- |");
  for (const planted of faults)
    console.log(row(planted.fault.name, findingsOf(await runWith(items, planted))));
  await cleanRuns(suite, items, clean);
}

function row(name: string, { scenarios, failed, unknown, cheapest }: Findings): string {
  const by = `${failed} of ${scenarios}${unknown > 0 ? `, ${unknown} unknown` : ""}`;
  const found =
    cheapest === undefined ? ["", "", ""] : [cheapest.id, `${cheapest.rounds}`, cheapest.sentence];
  return `| ${[name, by, ...found].map(forMarkdown).join(" | ")} |`;
}

/** A failure without a fault is a false alarm. */
async function cleanRuns(suite: string, items: readonly SuiteItem[], runs: number): Promise<void> {
  let [alarms, unknown] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const findings = findingsOf(await runWith(items, undefined));
    alarms += findings.failed;
    unknown += findings.unknown;
  }
  console.log(`\n${suite}: ${runs} clean runs: ${alarms} false alarms, ${unknown} scenarios unknown`);
  if (alarms > 0) process.exitCode = 1;
}
