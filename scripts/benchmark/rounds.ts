import type { Cluster, ClusterSession } from "../../src/cluster/port.ts";
import { declaredSteps, type Scenario, type StepTask, satisfies } from "../../src/model/index.ts";
import { planScenario } from "../../src/plan/plan-scenario.ts";
import { probeRound } from "../../src/probe/round.ts";
import { nextTempo, overload, type Tempo } from "../../src/probe/tempo.ts";
import { systemClock } from "../../src/system/clock.ts";
import { type SettledStep, settleExpectations } from "../../src/verdict/index.ts";

/** Rounds of one step, once it had settled. */
export interface StepTimes {
  readonly step: string;
  readonly timeoutMs: number;
  readonly cells: number;
  readonly denied: number;
  /** Wall time of each round, in ms. */
  readonly wallMs: readonly number[];
  /** Cells that were measured and not as expected, over all rounds. */
  readonly wrong: number;
  /** Cells that could not be measured, or stand in a round that was overloaded; a run would repeat them. */
  readonly repeated: number;
}

/** A step that does not settle within so many rounds is not worth timing. */
const MAX_SETTLING_ROUNDS = 50;
const LAUNCHES_PER_SECOND = 12_000;

/**
 * Opens the scenario's pods once, and for every step times `rounds` settled rounds with each timeout; `auto` is the
 * calibrated one.
 */
export async function timeRounds(
  cluster: Cluster,
  scenario: Scenario,
  timeouts: readonly (number | "auto")[],
  rounds: number,
): Promise<readonly StepTimes[]> {
  const signal = new AbortController().signal;
  const plan = planScenario(scenario);
  await using session = await cluster.open(plan, signal);
  const times: StepTimes[] = [];
  for (const { task: step, expected: declared } of declaredSteps(plan)) {
    await session.apply(step.changes, signal);
    const expected = settleExpectations(declared);
    await settle(session, step, expected, signal);
    for (const timeout of timeouts)
      times.push(await timeStep(session, step, expected, timeout, rounds, signal));
  }
  return times;
}

async function settle(
  session: ClusterSession,
  step: StepTask,
  expected: SettledStep,
  signal: AbortSignal,
): Promise<void> {
  for (let round = 0; round < MAX_SETTLING_ROUNDS; round++) {
    const { wrong, repeated } = await oneRound(session, step, expected, tempoOf(1000), signal);
    if (wrong + repeated === 0) return;
  }
  throw new Error(`step '${step.name}' did not settle within ${MAX_SETTLING_ROUNDS} rounds`);
}

async function timeStep(
  session: ClusterSession,
  step: StepTask,
  expected: SettledStep,
  timeout: number | "auto",
  rounds: number,
  signal: AbortSignal,
): Promise<StepTimes> {
  const first = tempoOf(timeout === "auto" ? 1000 : timeout);
  const warm = await probeRound(session, step.flows, first, { signal, clock: systemClock });
  const tempo = nextTempo({ probeMs: timeout }, first, warm);
  const wallMs: number[] = [];
  let wrong = 0;
  let repeated = 0;
  for (let round = 0; round < rounds; round++) {
    const result = await oneRound(session, step, expected, tempo, signal);
    wallMs.push(result.ms);
    wrong += result.wrong;
    repeated += result.repeated;
  }
  const denied = expected.cells.filter((cell) => cell === "deny").length;
  return {
    step: step.name,
    timeoutMs: tempo.timeoutMs,
    cells: step.flows.length,
    denied,
    wallMs,
    wrong,
    repeated,
  };
}

function tempoOf(timeoutMs: number): Tempo {
  return { timeoutMs, launchesPerSecond: LAUNCHES_PER_SECOND };
}

async function oneRound(
  session: ClusterSession,
  { flows }: StepTask,
  { cells }: SettledStep,
  tempo: Tempo,
  signal: AbortSignal,
): Promise<{ ms: number; wrong: number; repeated: number }> {
  const started = performance.now();
  const observations = await probeRound(session, flows, tempo, { signal, clock: systemClock });
  const ms = performance.now() - started;
  if (overload(observations, tempo) !== undefined) return { ms, wrong: 0, repeated: flows.length };
  const repeated = observations.filter(({ outcome }) => outcome === "probe-failed").length;
  const unexpected = observations.filter(
    ({ outcome }, cell) => !satisfies(outcome, cells[cell] ?? "any"),
  ).length;
  return { ms, wrong: unexpected - repeated, repeated };
}
