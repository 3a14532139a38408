/**
 * Disturbs runs on the local cluster, each as its seed says, and judges what they say and leave.
 * usage: node --import tsx scripts/disturb/main.ts [--runs N] [--seed S] [--jobs N] [--victim V] [--hand H] [--phase P] [SCENARIO...]
 */
import { parseArgs } from "node:util";
import pLimit from "p-limit";
import { table } from "./table.ts";
import { describeTrial, HANDS, PHASES, trialOf } from "./trial.ts";
import { type Outcome, tryOnce } from "./try-once.ts";
import { type Undisturbed, undisturbed } from "./undisturbed.ts";
import { VICTIMS } from "./victims.ts";

const DEFAULT_SCENARIOS = ["scenarios/guestbook.yaml", "scripts/disturb/all-verdicts.yaml"];

const { values, positionals } = parseArgs({
  options: {
    runs: { type: "string", default: "100" },
    seed: { type: "string", default: `${Date.now() % 1_000_000}` },
    jobs: { type: "string", default: "2" },
    victim: { type: "string" },
    hand: { type: "string" },
    phase: { type: "string" },
  },
  allowPositionals: true,
});
const [runs, seed, jobs] = [values.runs, values.seed, values.jobs].map(wholeNumber);
const only = {
  ...among("victim", VICTIMS, values.victim),
  ...among("hand", HANDS, values.hand),
  ...among("phase", PHASES, values.phase),
};
const scenarios = positionals.length > 0 ? positionals : DEFAULT_SCENARIOS;

console.log(`${runs} runs from seed ${seed} on ${scenarios.join(", ")}`);
const known: Undisturbed[] = [];
for (const scenario of scenarios) known.push(await undisturbed(scenario));
const outcomes: Outcome[] = [];
const trials = Array.from({ length: runs ?? 0 }, (_, index) => trialOf((seed ?? 0) + index, only));
await pLimit(jobs ?? 1).map(trials, async (trial) => {
  const outcome = await tryOnce(trial, known);
  outcomes.push(outcome);
  console.log(line(outcome, outcomes.length));
});
console.log(`\n${table(outcomes)}`);
if (outcomes.some(({ kind, left }) => kind === "wrong" || left.length > 0)) process.exitCode = 1;

function line({ trial, scenario, kind, isMissed, elapsedMs, faults, left }: Outcome, count: number): string {
  const missed = isMissed ? " (missed)" : "";
  const first = `[${count}/${runs}] ${kind}${missed}  ${describeTrial(trial)} of ${scenario}: ${(elapsedMs / 1000).toFixed(1)} s`;
  const more = [...faults, ...left.map((each) => `left: ${each}`)];
  return [first, ...more.map((each) => `    ${each}`)].join("\n");
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`'${text}': write a whole number`);
  return Number(text);
}

function among<Name extends string, Choice extends string>(
  name: Name,
  choices: readonly Choice[],
  given: string | undefined,
): Partial<Record<Name, Choice>> {
  if (given === undefined) return {};
  const choice = choices.find((each) => each === given);
  if (choice === undefined) throw new Error(`--${name} ${given}: write one of ${choices.join(", ")}`);
  return { [name]: choice } as Partial<Record<Name, Choice>>;
}
