/** The signals that ask a command to stop, with the exit codes that shells give them. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

export type InterruptSignal = keyof typeof EXIT_CODES;

/** Turns the first of these signals into an abort, so that what was made can still be removed. */
export interface Interruption extends Disposable {
  readonly signal: AbortSignal;
  /** 129, 130 or 143 once interrupted. */
  exitCode(): number | undefined;
}

/**
 * @param onFirst - called at the first signal, when cleaning up begins.
 * @param onSecond - called at the second: the user does not want to wait; it should end the process.
 */
export function listenForInterruption(
  onFirst: (signal: InterruptSignal) => void,
  onSecond: (exitCode: number) => void,
): Interruption {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const interrupt = (signal: InterruptSignal): void => {
    if (exitCode !== undefined) {
      onSecond(exitCode);
      return;
    }
    exitCode = EXIT_CODES[signal];
    onFirst(signal);
    controller.abort(new Error(`interrupted by ${signal}`));
  };
  process.on("SIGHUP", interrupt).on("SIGINT", interrupt).on("SIGTERM", interrupt);
  return {
    signal: controller.signal,
    exitCode: () => exitCode,
    [Symbol.dispose]: () => {
      process.off("SIGHUP", interrupt).off("SIGINT", interrupt).off("SIGTERM", interrupt);
    },
  };
}
