import type { ClusterSession } from "../cluster/port.ts";
import type {
  NextMove,
  RefusalRecord,
  Round,
  SentinelRound,
  StepRecord,
  StepTask,
  Timeouts,
} from "../model/index.ts";
import type { Clock } from "../system/clock.ts";
import { probeOnce, probeRound } from "./round.ts";
import { firstTempo, forMove, nextTempo, overload, type Tempo } from "./tempo.ts";

export interface ProbeOptions {
  readonly timeouts: Timeouts;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** By which deadlines pass; the machine's by default. */
  readonly deadlines?: Clock;
  /** Called when a step begins and after each of its rounds. */
  readonly onRound: (progress: RoundProgress) => void;
}

/** Where a step is. `round` 0 means that its changes are being applied. */
export interface RoundProgress {
  readonly step: StepTask;
  readonly round: number;
  readonly cellsProbed: number;
}

/** Asked before the first round and after each; knows what is expected, which nothing here does. */
export type DecideMove = (record: StepRecord, nowMs: number) => NextMove;

/** A step that was measured until its decision was to go on, or to end the run. */
export interface Carried {
  readonly record: StepRecord;
  readonly move: "next" | "stop";
}

/** Between rounds that must go on, a pause that grows from the first to the second of these, in ms. */
const PAUSE_MS = { first: 20, longest: 500, growth: 1.5 };

function pauseAfter(rounds: number): number {
  return Math.min(PAUSE_MS.longest, PAUSE_MS.first * PAUSE_MS.growth ** (rounds - 1));
}

type Session = Pick<ClusterSession, "apply" | "probe" | "refusalOf">;

/** Carries out steps in a session, one after another. What one step taught about pace and timeout serves the next. */
export class StepRunner {
  readonly #session: Session;
  readonly #options: ProbeOptions;
  #tempo: Tempo;

  constructor(session: Session, options: ProbeOptions) {
    this.#session = session;
    this.#options = options;
    this.#tempo = firstTempo(options.timeouts);
  }

  /**
   * Makes the changes of a step and probes its flows, round after round, until that is enough.
   *
   * @param deciding - called once the changes have been made, for what decides after each round.
   * @throws ClusterError when the cluster could not be changed; the signal's reason when it is aborted.
   */
  async carryOut(step: StepTask, deciding: () => DecideMove): Promise<Carried> {
    const { clock } = this.#options;
    this.#report(step, 0);
    const acted = await this.#act(step);
    const decide = deciding();
    const rounds: Round[] = [];
    const sentinelRounds: SentinelRound[] = [];
    const record: StepRecord = { ...acted, sentinelRounds, rounds };
    for (;;) {
      const move = decide(record, clock.now());
      if (move === "next" || move === "stop") return { record, move };
      if (move === "sentinels") sentinelRounds.push(await this.#sentinelRound(step, sentinelRounds.length));
      else rounds.push(await this.#round(step, move, rounds.length));
    }
  }

  /** Carries out the step's actions. */
  async #act({ changes, refused, waitMs }: StepTask): Promise<Omit<StepRecord, "rounds" | "sentinelRounds">> {
    const { signal, clock } = this.#options;
    signal.throwIfAborted();
    await this.#session.apply(changes, signal);
    const refusals: RefusalRecord[] = [];
    for (const { manifest } of refused) {
      const answer = await this.#session.refusalOf(manifest, signal);
      refusals.push(answer === undefined ? {} : { answer });
    }
    if (waitMs > 0) await clock.wait(waitMs, signal);
    return { refusals, appliedMs: clock.now() };
  }

  async #sentinelRound({ sentinels }: StepTask, earlier: number): Promise<SentinelRound> {
    const { clock } = this.#options;
    await this.#pause(earlier);
    const tempo = forMove("sentinels", this.#tempo);
    const observed = await probeOnce(this.#session, sentinels, tempo, this.#options);
    return { endedMs: clock.now(), sentinels: observed };
  }

  async #round(step: StepTask, move: NextMove, earlier: number): Promise<Round> {
    const { clock, timeouts } = this.#options;
    const { flows, sentinels } = step;
    await this.#pause(earlier);
    const tempo = forMove(move, this.#tempo);
    const startedMs = clock.now();
    const all = await probeRound(this.#session, [...flows, ...sentinels], tempo, this.#options);
    const late = overload(all, tempo);
    this.#tempo = nextTempo(timeouts, this.#tempo, all);
    this.#report(step, earlier + 1);
    return {
      startedMs,
      endedMs: clock.now(),
      timeoutMs: tempo.timeoutMs,
      observations: all.slice(0, flows.length),
      sentinels: all.slice(flows.length),
      ...(late === undefined ? {} : { overloaded: late }),
    };
  }

  async #pause(earlier: number): Promise<void> {
    const { clock, signal } = this.#options;
    if (earlier > 0) await clock.wait(pauseAfter(earlier), signal);
  }

  #report(step: StepTask, round: number): void {
    this.#options.onRound({ step, round, cellsProbed: round * step.flows.length });
  }
}
