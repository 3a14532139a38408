import { setTimeout as wait } from "node:timers/promises";
import { NetverdictRun, statedDeadlineMs } from "./disturbed-run.ts";
import { type Verdicts, verdictsOf } from "./verdicts.ts";
import { findVictims, VICTIMS, type Victim } from "./victims.ts";

/** A scenario, and how its runs go when nobody disturbs them. */
export interface Undisturbed {
  readonly scenario: string;
  readonly verdicts: Verdicts;
  readonly steps: number;
  readonly deadlineMs: number;
  /** The parts that some process played in it. */
  readonly parts: ReadonlySet<Victim>;
}

export async function undisturbed(scenario: string): Promise<Undisturbed> {
  using run = new NetverdictRun(scenario, "undisturbed");
  const parts = new Set<Victim>(["script"]);
  while (!run.isOver) {
    for (const victim of VICTIMS) if (findVictims(victim, run.pid).length > 0) parts.add(victim);
    await wait(50);
  }
  const report = run.report();
  if (report === undefined) throw new Error(`no report of ${scenario}: ${run.stderr}`);
  const verdicts = verdictsOf(report);
  const unknown = [...verdicts].find(([, { verdict }]) => verdict === "unknown");
  if (unknown !== undefined) throw new Error(`${unknown[0]} is unknown though nobody disturbs it`);
  const deadlineMs = await statedDeadlineMs(scenario);
  return { scenario, verdicts, steps: report.steps.length, deadlineMs, parts };
}
