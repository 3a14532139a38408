import type { ClusterSession } from "../cluster/port.ts";
import type {
  Addresses,
  Change,
  NextMove,
  PlannedStep,
  RefusalRecord,
  Round,
  RunRecord,
  SentinelRound,
  StepRecord,
  Timeouts,
} from "../model/index.ts";
import type { Clock } from "../system/clock.ts";
import { glance, probeRound } from "./round.ts";
import { firstTempo, forMove, nextTempo, overload, type Tempo } from "./tempo.ts";

export interface ProbeOptions {
  readonly timeouts: Timeouts;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Fills in what is known only when a step begins. */
  readonly bind: (changes: readonly Change[]) => readonly Change[];
  /** Called when a step begins and after each of its rounds. */
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Where a run is. `number` counts the declared steps from 1; it is 0 for those that prepare. `round` 0 means that the
 * step's changes are being applied.
 */
export interface Progress {
  readonly step: PlannedStep;
  readonly number: number;
  readonly steps: number;
  readonly round: number;
  readonly cellsProbed: number;
}

/** Asked before the first round and after each, with the records of the steps so far; knows what is expected, which nothing here does. */
export type DecideMove = (records: readonly StepRecord[], nowMs: number) => NextMove;

/** Between rounds that must go on, a pause that grows from the first to the second of these, in ms. */
const PAUSE_MS = { first: 20, longest: 500, growth: 1.5 };

function pauseAfter(rounds: number): number {
  return Math.min(PAUSE_MS.longest, PAUSE_MS.first * PAUSE_MS.growth ** (rounds - 1));
}

type Session = Pick<ClusterSession, "apply" | "probe" | "refusalOf" | "placements">;

/**
 * Applies each step's changes and probes its flows, round after round, until `decide` is content. When the signal is
 * aborted, the steps that were complete are returned.
 */
export async function probeRounds(
  session: Session,
  steps: readonly PlannedStep[],
  decide: DecideMove,
  options: ProbeOptions,
): Promise<RunRecord> {
  const records: StepRecord[] = [];
  let tempo = firstTempo(options.timeouts);
  for (const [index, step] of steps.entries()) {
    const begun = new StepInProgress(session, step, numberOf(steps, index), options);
    const move = await begun.untilDone((record, nowMs) => decide([...records, record], nowMs), tempo);
    // A step that was cut short has not settled: its rounds prove nothing.
    if (move === "interrupted" || begun.record === undefined)
      return { steps: records, endedEarly: "interrupted" };
    records.push(begun.record);
    if (move === "stop") return { steps: records, endedEarly: "stopped" };
    tempo = begun.tempo;
  }
  return { steps: records };
}

/** A step's number among the declared ones, as users count them. */
function numberOf(steps: readonly PlannedStep[], index: number): Pick<Progress, "number" | "steps"> {
  const declared = steps.filter(({ kind }) => kind === "declared");
  const step = steps[index];
  return { number: step === undefined ? 0 : declared.indexOf(step) + 1, steps: declared.length };
}

type Position = Pick<Progress, "number" | "steps">;

/** What was done to the cluster before the first round. */
type Done = Omit<StepRecord, "rounds" | "sentinelRounds">;

type Decide = (record: StepRecord, nowMs: number) => NextMove;

class StepInProgress {
  readonly #session: Session;
  readonly #step: PlannedStep;
  readonly #position: Position;
  readonly #options: ProbeOptions;
  readonly #sentinelRounds: SentinelRound[] = [];
  readonly #rounds: Round[] = [];
  #done: Done | undefined;
  tempo: Tempo;

  constructor(session: Session, step: PlannedStep, position: Position, options: ProbeOptions) {
    this.#session = session;
    this.#step = step;
    this.#position = position;
    this.#options = options;
    this.tempo = firstTempo(options.timeouts);
  }

  /** Undefined until the step's changes have been applied. */
  get record(): StepRecord | undefined {
    return this.#done && this.#recordSince(this.#done);
  }

  #recordSince(done: Done): StepRecord {
    return { ...done, sentinelRounds: this.#sentinelRounds, rounds: this.#rounds };
  }

  async untilDone(decide: Decide, tempo: Tempo): Promise<"next" | "stop" | "interrupted"> {
    this.tempo = tempo;
    const { signal } = this.#options;
    try {
      return await this.#measure(decide);
    } catch (error) {
      if (signal.aborted) return "interrupted";
      throw error;
    }
  }

  async #measure(decide: Decide): Promise<"next" | "stop"> {
    const { signal, clock } = this.#options;
    this.#report();
    signal.throwIfAborted();
    const done = await this.#act();
    this.#done = done;
    for (;;) {
      const move = decide(this.#recordSince(done), clock.now());
      if (move === "next" || move === "stop") return move;
      const before = move === "sentinels" ? this.#sentinelRounds : this.#rounds;
      if (before.length > 0) await clock.wait(pauseAfter(before.length), signal);
      if (move === "sentinels") await this.#lookAtSentinels();
      else await this.#round(move);
    }
  }

  /** Carries out the step's actions. */
  async #act(): Promise<Done> {
    const { signal, clock, bind } = this.#options;
    const { changes, refused, waitMs } = this.#step;
    const bound = bind(changes);
    await this.#session.apply(bound, signal);
    const refusals: RefusalRecord[] = [];
    for (const { manifest } of refused) {
      const answer = await this.#session.refusalOf(manifest, signal);
      refusals.push(answer === undefined ? {} : { answer });
    }
    if (waitMs > 0) await clock.wait(waitMs, signal);
    return { changes: bound, addresses: addressesIn(this.#session), refusals, appliedMs: clock.now() };
  }

  async #lookAtSentinels(): Promise<void> {
    const { clock, signal } = this.#options;
    const tempo = forMove("sentinels", this.tempo);
    const sentinels = await glance(this.#session, this.#step.sentinels, tempo, signal);
    this.#sentinelRounds.push({ endedMs: clock.now(), sentinels });
  }

  async #round(move: NextMove): Promise<void> {
    const { clock, timeouts } = this.#options;
    const { flows, sentinels } = this.#step;
    const tempo = forMove(move, this.tempo);
    const startedMs = clock.now();
    const all = await probeRound(this.#session, [...flows, ...sentinels], tempo, this.#options);
    const late = overload(all, tempo);
    this.#rounds.push({
      startedMs,
      endedMs: clock.now(),
      timeoutMs: tempo.timeoutMs,
      observations: all.slice(0, flows.length),
      sentinels: all.slice(flows.length),
      ...(late === undefined ? {} : { overloaded: late }),
    });
    this.tempo = nextTempo(timeouts, this.tempo, all);
    this.#report();
  }

  #report(): void {
    const round = this.#rounds.length;
    const { number, steps } = this.#position;
    this.#options.onProgress({
      step: this.#step,
      number,
      steps,
      round,
      cellsProbed: round * this.#step.flows.length,
    });
  }
}

/** A copy: the session's own follows the pods as they come and go. */
function addressesIn({ placements }: Session): Addresses {
  return new Map([...placements].map(([pod, { addresses }]) => [pod, addresses]));
}
