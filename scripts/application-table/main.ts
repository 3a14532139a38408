/**
 * Takes applications from manifests to a measured matrix, and prints a table of what came of it. Ends with 1 if lint raises
 * a false alarm.
 * usage: node --import tsx scripts/application-table/main.ts [FOLDER…]
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Tried, tryApplication } from "./try-application.ts";

const OURS = "test/fixtures/applications";
const given = process.argv.slice(2);
const folders = given.length > 0 ? given : readdirSync(OURS).map((name) => join(OURS, name));
const into = mkdtempSync(join(tmpdir(), "netverdict-applications-"));
const tried: Tried[] = [];
try {
  for (const folder of folders) tried.push(await tryApplication(folder, into));
} finally {
  rmSync(into, { recursive: true });
}
print(tried);
if (tried.some(({ falseFindings }) => falseFindings.length > 0)) process.exitCode = 1;

function print(all: readonly Tried[]): void {
  console.log(
    "| application | pods | policies | cells | seconds | findings | false | notes | left out or assumed |",
  );
  console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
  for (const { name, pods, policies, cells, seconds, findings, falseFindings, notes, leftOut } of all)
    console.log(
      `| ${name} | ${pods} | ${policies} | ${cells} | ${seconds.toFixed(1)} | ${findings.length} | ${falseFindings.length} | ${notes} | ${leftOut.length} |`,
    );
  for (const { name, findings, falseFindings, leftOut } of all) {
    if (findings.length + leftOut.length > 0) console.log(`\n${name}:`);
    for (const finding of findings)
      console.log(
        `  ${falseFindings.includes(finding) ? "false " : ""}${finding.severity}: ${finding.message}`,
      );
    for (const sentence of leftOut) console.log(`  left out or assumed: ${sentence}`);
  }
}
