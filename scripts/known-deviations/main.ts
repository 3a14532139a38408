/** Entries for a file of known deviations. usage: node --import tsx scripts/known-deviations/main.ts REPORT.json... */
import { readFileSync } from "node:fs";
import { stringify } from "yaml";
import type { JsonSuite } from "../../src/report/index.ts";
import { entriesOf } from "./entries.ts";

for (const path of process.argv.slice(2)) {
  const suite: JsonSuite = JSON.parse(readFileSync(path, "utf8"));
  const entries = suite.reports.flatMap(entriesOf);
  if (entries.length > 0)
    process.stdout.write(stringify(entries, { lineWidth: 0 }).replaceAll(/^/gm, "  ").trimEnd().concat("\n"));
}
