import { NetverdictRun, statedDeadlineMs } from "./disturbed-run.ts";
import { type Verdicts, verdictsOf } from "./verdicts.ts";

/** A scenario, and how its runs go when nothing disturbs them. */
export interface Undisturbed {
  readonly scenario: string;
  readonly verdicts: Verdicts;
  readonly steps: number;
  readonly deadlineMs: number;
  /** Whether there is a DNS server to disturb: where something is addressed by its name. */
  readonly hasDns: boolean;
}

/** As the memory cluster has it: this machine may be too busy to measure everything. */
export async function undisturbed(scenario: string): Promise<Undisturbed> {
  using run = new NetverdictRun(scenario, "undisturbed", ["--cluster", "memory"]);
  await run.ended;
  const report = run.report();
  if (report === undefined) throw new Error(`no report of ${scenario}: ${run.stderr}`);
  return {
    scenario,
    verdicts: verdictsOf(report),
    steps: report.steps.length,
    deadlineMs: await statedDeadlineMs(scenario),
    hasDns: report.steps.some(({ cells }) => cells.some(({ flow }) => flow.via === "service")),
  };
}
