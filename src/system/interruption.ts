import { systemClock } from "./clock.ts";

/** The signals that ask a command to stop, with the exit codes that shells give them. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

export type InterruptSignal = keyof typeof EXIT_CODES;

const SIGNALS = Object.keys(EXIT_CODES) as InterruptSignal[];

/** A signal so soon after the first is the same one: npm and its like hand on what the terminal has sent to all of them. */
const ECHO_MS = 500;

/** Turns the first of these signals into an abort, so that what was made can still be removed. */
export interface Interruption extends Disposable {
  readonly signal: AbortSignal;
  /** 129, 130 or 143 once interrupted; what it was ended with otherwise. */
  exitCode(): number | undefined;
  /** Aborts for another reason than a signal; nothing when it is over already. */
  end(exitCode: number, reason: Error): void;
}

/** Where signals come from, and the time in ms. */
export interface SignalSource {
  on(signal: InterruptSignal, listener: (signal: InterruptSignal) => void): unknown;
  off(signal: InterruptSignal, listener: (signal: InterruptSignal) => void): unknown;
  now(): number;
}

const PROCESS: SignalSource = {
  on: (signal, listener) => process.on(signal, listener),
  off: (signal, listener) => process.off(signal, listener),
  now: () => systemClock.now(),
};

/**
 * A terminal that closes sends SIGHUP several times, and nobody is there to be impatient: it is never a second signal.
 *
 * @param onFirst - called at the first signal, when cleaning up begins.
 * @param onSecond - called at the second: the user does not want to wait; it should end the process.
 */
export function listenForInterruption(
  onFirst: (signal: InterruptSignal) => void,
  onSecond: (exitCode: number) => void,
  source: SignalSource = PROCESS,
): Interruption {
  const controller = new AbortController();
  let first: { readonly exitCode: number; readonly atMs: number } | undefined;
  const interrupt = (signal: InterruptSignal): void => {
    if (first === undefined) {
      first = { exitCode: EXIT_CODES[signal], atMs: source.now() };
      onFirst(signal);
      controller.abort(new Error(`interrupted by ${signal}`));
    } else if (signal !== "SIGHUP" && source.now() - first.atMs >= ECHO_MS) onSecond(first.exitCode);
  };
  for (const signal of SIGNALS) source.on(signal, interrupt);
  return {
    signal: controller.signal,
    exitCode: () => first?.exitCode,
    end: (exitCode, reason) => {
      first ??= { exitCode, atMs: source.now() };
      controller.abort(reason);
    },
    [Symbol.dispose]: () => {
      for (const signal of SIGNALS) source.off(signal, interrupt);
    },
  };
}
