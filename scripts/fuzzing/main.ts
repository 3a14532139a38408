/**
 * A fuzz campaign: each reader in a process of its own, which is watched. What a reader is stuck at, or fails with, is kept.
 * usage: node --import tsx scripts/fuzzing/main.ts [--runs N] [--seed S] [READER...]
 */
import { parseArgs } from "node:util";
import { duration } from "../../src/report/index.ts";
import { READERS } from "../../test/fuzz/readers/index.ts";
import { watched } from "./watched.ts";

const { values, positionals } = parseArgs({
  options: { runs: { type: "string", default: "2000" }, seed: { type: "string", default: "1" } },
  allowPositionals: true,
});
const [runs, seed] = [Number(values.runs), Number(values.seed)];
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed))
  throw new Error("--runs and --seed are whole numbers");
const names = READERS.map(({ name }) => name);
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0)
  throw new Error(`no such reader: ${unknown.join(", ")}; there are ${names.join(", ")}`);

let found = 0;
for (const name of positionals.length > 0 ? positionals : names) {
  const startedMs = performance.now();
  const problem = await watched(name, { runs, seed });
  if (problem !== undefined) found++;
  console.log(
    `${name}: ${runs} runs from seed ${seed}, ${duration(performance.now() - startedMs)}: ${problem ?? "nothing found"}`,
  );
}
if (found > 0) process.exitCode = 1;
