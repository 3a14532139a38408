/**
 * What runs survive, as a Markdown table.
 * usage: node --import tsx scripts/faults/main.ts [--context NAME] [--kubeconfig FILE] [--suffix TEXT] [--transcripts FOLDER]
 *        [--faultless FILE] [--markdown FILE] [--list] [NAME...]
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { CLUSTER_CASES } from "./catalog/cluster-cases.ts";
import { NETWORK_CASES } from "./catalog/network-cases.ts";
import { POD_CASES } from "./catalog/pod-cases.ts";
import { RUNNER_CASES } from "./catalog/runner-cases.ts";
import { inProcessRows } from "./in-process.ts";
import { labRows } from "./lab/lab-rows.ts";
import { TABLE_HEAD, tableRow } from "./table.ts";

const { values, positionals } = parseArgs({
  options: {
    context: { type: "string" },
    kubeconfig: { type: "string" },
    suffix: { type: "string", default: "-faults" },
    transcripts: { type: "string" },
    faultless: { type: "string" },
    markdown: { type: "string" },
    list: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const cases = [...NETWORK_CASES, ...POD_CASES, ...CLUSTER_CASES, ...RUNNER_CASES];
const unknown = positionals.filter((name) => cases.every((one) => one.name !== name));
if (unknown.length > 0) throw new Error(`there is no fault ${unknown.join(", ")}; --list shows all`);
const chosen = positionals.length === 0 ? cases : cases.filter(({ name }) => positionals.includes(name));

if (values.list) {
  for (const { name, fault, where, disrupts } of chosen)
    console.log(`${name.padEnd(32)} ${disrupts ? "cluster" : "run    "} ${fault}, ${where}`);
} else {
  const rows =
    values.context === undefined ? inProcessRows() : labRows(chosen, { ...values, context: values.context });
  const lines = [TABLE_HEAD];
  console.log(TABLE_HEAD);
  for await (const row of rows) {
    lines.push(tableRow(row));
    console.log(lines.at(-1));
    if (row.wrong > 0) process.exitCode = 1;
  }
  if (values.markdown !== undefined) writeFileSync(values.markdown, `${lines.join("\n")}\n`);
}
