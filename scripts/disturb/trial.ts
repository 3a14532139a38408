import { type Random, seeded } from "./random.ts";
import { VICTIMS, type Victim } from "./victims.ts";

/**
 * What is done to a victim. `pause`: stopped (SIGSTOP) and continued after a time. `starve`: left with what two busy loops on
 * its processor do not take. `orphan`: stopped, and then the main process is killed.
 */
export const HANDS = ["stop", "pause", "kill", "terminate", "starve", "orphan"] as const;

export type Hand = (typeof HANDS)[number];

/** Where a run is when it happens; see `hasReached`. */
export const PHASES = ["box", "agents", "control", "canary", "step", "closing"] as const;

export type Phase = (typeof PHASES)[number];

/** One disturbance, all of which follows from its seed. */
export interface Trial {
  readonly seed: number;
  readonly victim: Victim;
  readonly hand: Hand;
  readonly phase: Phase;
  /** Which declared step, from 1, where the phase is `step`. */
  readonly step: number;
  /** How long after the phase has been reached. */
  readonly delayMs: number;
  /** How long a victim is stopped or starved, where that ends. */
  readonly heldMs: number;
  /** Which of the scenarios, and which of the victim's kind: numbers to be taken modulo how many there are. */
  readonly choice: number;
}

/** How long a phase lasts, about: an undisturbed run is in it then. */
const LASTS_MS: Readonly<Record<Phase, number>> = {
  box: 60,
  agents: 400,
  control: 80,
  canary: 300,
  step: 800,
  closing: 4,
};

/** What there is not yet, or no more, cannot be disturbed. */
const PHASES_OF: Readonly<Record<Victim, readonly [Phase, ...Phase[]]>> = {
  main: PHASES,
  unshare: PHASES,
  shell: PHASES,
  script: ["box", "agents", "canary", "step"],
  agent: ["agents", "control", "canary", "step", "closing"],
  nsenter: ["agents", "control", "canary", "step", "closing"],
  dns: ["agents", "control", "canary", "step", "closing"],
};

const HELD_MS = [100, 300, 700, 1_500, 4_000, 13_000] as const;

/** @param only - narrows what is chosen from. */
export function trialOf(seed: number, only: Partial<Omit<Trial, "seed">> = {}): Trial {
  const random = seeded(seed);
  const victim = random.pick(VICTIMS);
  const drawn = {
    victim,
    hand: handFor(only.victim ?? victim, random),
    phase: random.pick(PHASES_OF[only.victim ?? victim]),
  };
  const phase = only.phase ?? drawn.phase;
  return {
    seed,
    ...drawn,
    ...only,
    step: 1 + random.below(3),
    delayMs: random.below(LASTS_MS[phase]),
    heldMs: random.pick(HELD_MS),
    choice: random.below(1_000),
  };
}

/** A main process that is stopped for good has no deadline. */
function handFor(victim: Victim, random: Random): Hand {
  const hand = random.pick(HANDS);
  return victim === "main" && hand === "stop" ? "pause" : hand;
}

/** `seed 17: starve agent in step 2 after 340 ms, for 700 ms`. */
export function describeTrial({ seed, victim, hand, phase, step, delayMs, heldMs }: Trial): string {
  const where = phase === "step" ? `step ${step}` : phase;
  const held = hand === "pause" || hand === "starve" ? `, for ${heldMs} ms` : "";
  return `seed ${seed}: ${hand} ${victim} in ${where} after ${delayMs} ms${held}`;
}

/** A main process that does not run does not count its time. */
export function heldMs({ victim, hand, heldMs: ms }: Trial): number {
  return victim === "main" && (hand === "pause" || hand === "starve") ? ms : 0;
}
