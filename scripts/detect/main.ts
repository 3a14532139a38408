/**
 * Which scenario finds which planted fault; writes tables in Markdown and exits with 1 if a fault is not found by the
 * scenario that one would reach for, or a run without a fault fails.
 * usage: see scripts/detection
 */
import { writeFileSync } from "node:fs";
import { jobsOf } from "./all-jobs.ts";
import { documentOf } from "./document.ts";
import { optionsFrom } from "./options.ts";
import { Results } from "./results.ts";
import { shortcomings } from "./shortcomings.ts";

const options = optionsFrom(process.argv.slice(2));
const results = new Results(options.results, options.isFresh);
const jobs = jobsOf(options);
const { index, of } = options.shard;
const mine = jobs.filter((_, place) => place % of === index);
const left = mine.filter(({ name }) => results.get(name) === undefined);
console.error(
  `${mine.length} measurements, of which ${left.length} are still to be made; ${options.results}`,
);
for (const [done, job] of left.entries()) {
  results.add(job.name, await job.run());
  console.error(`[${done + 1}/${left.length}] ${job.name}`);
}

results.reload();
const measured = jobs.flatMap(({ name }) => results.get(name) ?? []);
const text = documentOf(measured);
if (options.markdown === undefined) console.log(text);
else writeFileSync(options.markdown, text);
const missing = jobs.length - measured.length;
const wrong = [
  ...shortcomings(measured),
  ...(missing > 0 && of === 1 ? [`${missing} measurements are missing`] : []),
];
for (const each of wrong) console.error(each);
if (wrong.length > 0) process.exitCode = 1;
