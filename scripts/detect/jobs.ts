/** All that is measured, a job each. */
import { isFailure } from "../../src/model/index.ts";
import { FAULTS, type Fault, type PlantedFault } from "../../src/netns/index.ts";
import { reportBrief } from "../../src/report/words/brief.ts";
import type { ItemOutcome, SuiteItem } from "../../src/suite/index.ts";
import { runSimulated } from "../../test/netns/simulation/run-simulated.ts";
import { AMOUNTS } from "./amounts.ts";
import { findingsOf, roundsOf } from "./findings.ts";
import type { Job, ScenarioResult } from "./results.ts";
import { runWith } from "./run-with.ts";
import { hasty, shippedScenario, shippedSuite } from "./shipped.ts";

/** On the simulated cluster nothing is late, so that waiting for more rounds is in vain; a few show what is due to chance. */
const SIMULATED_SETTLE_MS = 60;

/** Each fault in the scenario that one would reach for, and each of these scenarios without a fault. */
export function scenarioJobs(faults: readonly PlantedFault[]): readonly Job[] {
  const wanted = faults.flatMap(({ fault }) =>
    "by" in fault.found ? { fault, scenario: fault.found.by } : [],
  );
  const clean = [...new Set(wanted.map(({ scenario }) => scenario))].map((scenario) => ({ scenario }));
  return [...clean, ...wanted].map((each) => scenarioJob(each));
}

function scenarioJob({ fault, scenario }: { readonly fault?: Fault; readonly scenario: string }): Job {
  return {
    name: `scenario ${fault?.name ?? "without a fault"} ${scenario}`,
    run: async () => ({
      part: "scenario",
      ...(fault === undefined ? {} : { fault: fault.name }),
      scenario,
      ...(await knownVerdictOf(scenario, fault)),
    }),
  };
}

/** On a machine that is too busy to measure nothing is known, neither that a fault is found nor that it is not. */
const ATTEMPTS = 3;

type Judged = Pick<ScenarioResult, "verdict" | "rounds" | "sentence">;

async function knownVerdictOf(scenario: string, fault: Fault | undefined): Promise<Judged> {
  let judged = await verdictOf(scenario, fault);
  for (let attempt = 1; attempt < ATTEMPTS && judged.verdict === "unknown"; attempt++)
    judged = await verdictOf(scenario, fault);
  return judged;
}

async function verdictOf(scenario: string, fault: Fault | undefined): Promise<Judged> {
  const [outcome] = await runWith([shippedScenario(scenario)], fault && { fault });
  if (outcome === undefined) throw new Error(`${scenario} was left out`);
  if ("notRun" in outcome) return { verdict: "unknown", rounds: 0, sentence: outcome.notRun };
  const { report } = outcome;
  const sentence = report.verdict === "pass" ? "" : reportBrief(report);
  return { verdict: report.verdict, rounds: roundsOf(report), sentence };
}

/**
 * Each fault in each suite until a scenario finds it, where packets are followed through the rules. What needs time is not
 * simulated.
 */
export function simulatedJobs(faults: readonly PlantedFault[], suites: readonly string[]): readonly Job[] {
  return faults
    .filter(({ fault }) => fault.turns === undefined)
    .flatMap((planted) =>
      suites.map((suite) => ({
        name: `simulated ${planted.fault.name} ${suite}`,
        run: async () => ({
          part: "simulated",
          fault: planted.fault.name,
          suite,
          ...findingsOf(await simulatedUntilFound(shippedSuite(suite), planted)),
        }),
      })),
    );
}

async function simulatedUntilFound(
  items: readonly SuiteItem[],
  planted: PlantedFault,
): Promise<readonly ItemOutcome[]> {
  const outcomes: ItemOutcome[] = [];
  for (const each of items) {
    const item = hasty(each, SIMULATED_SETTLE_MS);
    const report = (await runSimulated([item], planted)).get(item.id);
    if (report === undefined) throw new Error(`there is no report of ${item.id}`);
    outcomes.push({ item, report });
    if (isFailure(report.verdict)) break;
  }
  return outcomes;
}

/** Each fault in whole suites with packets. */
export function packetJobs(faults: readonly PlantedFault[], suites: readonly string[]): readonly Job[] {
  return faults.flatMap((planted) =>
    suites.map((suite) => ({
      name: `packets ${planted.fault.name} ${suite}`,
      run: async () => {
        const outcomes = await runWith(shippedSuite(suite), planted);
        return { part: "packets", fault: planted.fault.name, suite, ...findingsOf(outcomes) };
      },
    })),
  );
}

/** Whole suites with packets and without a fault, where a failure is a false alarm. */
export function cleanJobs(suites: readonly string[], runs: number): readonly Job[] {
  return Array.from({ length: runs }, (_, run) => run + 1).flatMap((run) =>
    suites.map((suite) => ({
      name: `clean ${suite} ${run}`,
      run: async () => ({
        part: "clean",
        suite,
        ...findingsOf(await runWith(shippedSuite(suite), undefined)),
      }),
    })),
  );
}

const AMOUNT_RUNS = 3;

/** Faults of several amounts, each a few times in one scenario: from which amount on they are found. */
export function amountJobs(): readonly Job[] {
  return AMOUNTS.flatMap(({ fault: name, amounts, scenario }) =>
    amounts.map((amount) => {
      const fault = FAULTS.find((each) => each.name === name)?.amount?.of(amount);
      if (fault === undefined) throw new Error(`of ${name} there is no more or less`);
      return {
        name: `amount ${fault.name} ${scenario}`,
        run: async () => {
          let [found, unknown] = [0, 0];
          for (let run = 0; run < AMOUNT_RUNS; run++) {
            const { verdict } = await knownVerdictOf(scenario, fault);
            if (isFailure(verdict)) found++;
            if (verdict === "unknown") unknown++;
          }
          return { part: "amount", fault: fault.name, scenario, runs: AMOUNT_RUNS, found, unknown };
        },
      };
    }),
  );
}
