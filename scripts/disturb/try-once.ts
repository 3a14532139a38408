import { systemClock } from "../../src/system/clock.ts";
import { NetverdictRun } from "./disturbed-run.ts";
import { type Struck, signal, strike } from "./hands.ts";
import { type Judgement, judge } from "./judge.ts";
import { leftovers } from "./leftovers.ts";
import { hasReached, type View } from "./phases.ts";
import { descendantsOf, type Process, processAt, survivorsOf } from "./processes.ts";
import { heldMs, type Trial } from "./trial.ts";
import type { Undisturbed } from "./undisturbed.ts";
import { findVictims } from "./victims.ts";

/** Between two looks at the processes of a run. */
const LOOK_MS = 2;

/** What came of a trial. */
export interface Outcome extends Judgement {
  readonly trial: Trial;
  readonly scenario: string;
  /** Whether the run had ended before there was anything to disturb. */
  readonly isMissed: boolean;
  readonly elapsedMs: number;
  readonly deadlineMs: number;
  readonly left: readonly string[];
}

/** Disturbs one run and judges it. */
export async function tryOnce(trial: Trial, scenarios: readonly Undisturbed[]): Promise<Outcome> {
  const suitable = scenarios.filter(({ hasDns }) => hasDns || trial.victim !== "dns");
  const known = suitable[trial.choice % suitable.length];
  if (known === undefined) throw new Error(`no scenario whose runs have a ${trial.victim}`);
  using run = new NetverdictRun(known.scenario, `${trial.seed}`);
  const main = processAt(run.pid);
  if (main === undefined) throw new Error("the run could not be started");
  const seen = new Map<string, Process>();
  const view: View = { pid: run.pid, stderr: () => run.stderr, lastAgents: [] };
  const watching = watch(run, seen);
  const struck = await untilStruck(trial, known, run, main, view);
  const ending = await endOf(run, known.deadlineMs + heldMs(trial) + 30_000);
  await struck?.over;
  struck?.release();
  await watching;
  const { processes, sentences } = await leftovers({
    marker: run.marker,
    seen: seen.values(),
    folder: run.folder,
    expected: run.expectedFiles,
  });
  for (const process of processes) signal(process, "SIGKILL");
  const judgement = judge({ trial, run, ending, known, isStruck: struck !== undefined });
  return {
    ...judgement,
    trial,
    scenario: known.scenario,
    isMissed: struck === undefined,
    elapsedMs: ending.elapsedMs,
    deadlineMs: known.deadlineMs + heldMs(trial),
    left: sentences,
  };
}

/** Does what the trial says as soon as the run is where it says; nothing if the run ends before. */
async function untilStruck(
  trial: Trial,
  { steps }: Undisturbed,
  run: NetverdictRun,
  main: Process,
  view: View,
): Promise<Struck | undefined> {
  // Looking for it takes longer than the end of a run.
  let known: readonly Process[] = [];
  while (!run.isOver && !hasReached(trial.phase, trial.step, steps, view)) {
    if (view.lastAgents.length > 0 && known.length === 0) known = findVictims(trial.victim, run.pid);
    await systemClock.wait(LOOK_MS);
  }
  if (!run.isOver) await systemClock.wait(trial.delayMs);
  while (!run.isOver) {
    const there = survivorsOf(known);
    const victims = there.length > 0 ? there : findVictims(trial.victim, run.pid);
    const victim = victims[trial.choice % victims.length];
    if (victim !== undefined) return strike(trial, victim, main);
    await systemClock.wait(LOOK_MS);
  }
  return undefined;
}

/** Remembers every process of a run, also those that lose their parents. */
async function watch(run: NetverdictRun, seen: Map<string, Process>): Promise<void> {
  while (!run.isOver) {
    for (const process of descendantsOf(run.pid)) seen.set(`${process.pid} ${process.startedAt}`, process);
    await systemClock.wait(25 * LOOK_MS);
  }
}

/** A run that goes on for ever is ended, and judged by how long it took. */
async function endOf(run: NetverdictRun, mostMs: number) {
  const patience = setTimeout(() => run.kill(), mostMs);
  try {
    return await run.ended;
  } finally {
    clearTimeout(patience);
  }
}
