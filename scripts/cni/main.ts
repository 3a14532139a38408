/** What suites came to on clusters. usage: node --import tsx scripts/cni/main.ts [--links FOLDER] FOLDER... */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { deviationRows } from "./deviation-rows.ts";
import { type ClusterRuns, suiteRows } from "./suite-rows.ts";

const { values, positionals } = parseArgs({
  options: { links: { type: "string", default: "../scenarios/known-deviations" } },
  allowPositionals: true,
});
const clusters = positionals.map(read);
for (const line of suiteRows(clusters)) console.log(line);
console.log("");
for (const line of deviationRows(clusters, values.links)) console.log(line);

/** The reports of a folder, by the suites after which they are named. */
function read(folder: string): ClusterRuns {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return {
    name: basename(folder),
    suites: files.sort().map((file) => ({
      suite: basename(file, ".json"),
      report: JSON.parse(readFileSync(join(folder, file), "utf8")),
    })),
  };
}
