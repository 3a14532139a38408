/** Prints, for each folder, how many mutants the tests notice, and which they do not. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mutate } from "./project.ts";
import { explanations, report } from "./report.ts";
import { survey, tryMutants } from "./trials.ts";

const DEFAULT_FOLDERS = ["verdict", "policy", "plan", "probe", "channel"];
/** Tests across folders that are quick: the others reach much and would take hours. */
const CROSS_TESTS =
  /^test\/([^/]+|(cluster|plan|policy|probe|run|suite|verdict)\/.*|contract\/memory)\.test\.ts$/;
const PROGRESS_EVERY = 100;

const folders = process.argv.slice(2);
const chosen = (folders.length > 0 ? folders : DEFAULT_FOLDERS).map((one) => one.replace(/^src\/|\/$/g, ""));
const sources = chosen.flatMap((one) => typescriptFiles(`src/${one}`));
const tests = typescriptFiles("test").filter(
  (file) =>
    CROSS_TESTS.test(file) || (file.endsWith(".test.ts") && chosen.some((one) => isOwnTest(file, one))),
);

const folder = mkdtempSync(join(tmpdir(), "netverdict-mutants-"));
try {
  const { mutants, sources: changed } = mutate(sources);
  const file = join(folder, "sources.json");
  writeFileSync(file, JSON.stringify(changed));
  const surveyed = await survey(file, tests);
  for (const failed of surveyed.failed) console.error(`fails without a mutant, and is left out: ${failed}`);
  console.error(
    `${mutants.length} mutants in ${sources.length} files, ${surveyed.atLoad.length} at load, ${surveyed.tests.length} tests`,
  );
  let done = 0;
  const tried = await tryMutants(mutants, surveyed, file, () => {
    if (++done % PROGRESS_EVERY === 0) console.error(`${done} of ${mutants.length}`);
  });
  console.log(report(tried, explanations(readFileSync("scripts/mutation/explained.txt", "utf8"))));
} finally {
  rmSync(folder, { recursive: true });
}

function isOwnTest(file: string, path: string): boolean {
  return file.startsWith(`test/${path.split("/")[0]}/`);
}

/** Files below a folder, or the file itself. */
function typescriptFiles(path: string): readonly string[] {
  if (path.endsWith(".ts")) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(path, file))
    .sort();
}
