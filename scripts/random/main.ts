/**
 * Random scenarios on the local cluster: predicted and observed compared.
 * usage: node --import tsx scripts/random/main.ts [--count N] [--seed S] [--jobs N]
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pLimit from "p-limit";
import { localCluster } from "../../src/netns/index.ts";
import { duration } from "../../src/report/index.ts";
import { policyRefusal } from "../../src/scenario/index.ts";
import { agentProgram } from "../../src/system/agent-program.ts";
import { saveFiles, shown } from "../../test/random-scenarios/scenario-files.ts";
import { NONE, sum } from "./figures.ts";
import { tryScenario } from "./try-scenario.ts";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "500" },
    seed: { type: "string", default: "1" },
    jobs: { type: "string", default: "2" },
  },
});
const [count, seed, jobs] = [values.count, values.seed, values.jobs].map(Number);
if (![count, seed, jobs].every((number) => Number.isInteger(number)) || !count || !jobs)
  throw new Error("--count, --seed and --jobs are whole numbers");

const cluster = localCluster({ agent: agentProgram(), run: "random", refusalOf: policyRefusal });
const { families } = await cluster.capabilities(new AbortController().signal);
const startedMs = performance.now();
let figures = NONE;
let failed = 0;

await pLimit(jobs).map(
  Array.from({ length: count }, (_, index) => (seed ?? 0) + index),
  async (own) => {
    const tried = await tryScenario(own, cluster, families);
    if ("figures" in tried) figures = sum(figures, tried.figures);
    else {
      failed++;
      const file = saveFiles(mkdtempSync(join(tmpdir(), `netverdict-random-${own}-`)), tried.files);
      console.log(`seed ${own}: ${tried.why}\n\n${shown(tried.files)}\nkept as ${file}\n`);
    }
    if (figures.scenarios % 50 === 0) console.log(toldFigures());
  },
);
console.log(toldFigures());
if (failed > 0) process.exitCode = 1;

function toldFigures(): string {
  const { scenarios, steps, agreeing, undecided, unmeasured, again } = figures;
  return [
    `${scenarios} scenarios of ${steps} steps as predicted, ${failed} not`,
    `${agreeing} cells measured and as predicted, ${undecided} undecided by policies, ${unmeasured} not measured or unproven`,
    `${again} agreed only when they were run again; ${duration(performance.now() - startedMs)}`,
  ].join("; ");
}
