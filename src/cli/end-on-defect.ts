import { type Clock, systemClock } from "../system/clock.ts";
import type { Interruption } from "../system/interruption.ts";
import { EXIT } from "./output/exit-code.ts";

const EVENT = "uncaughtException";

/** Where exceptions come from that nothing caught. */
export interface DefectSource {
  on(event: typeof EVENT, listener: () => void): unknown;
  off(event: typeof EVENT, listener: () => void): unknown;
  listenerCount(event: typeof EVENT): number;
}

export interface CleanUp {
  /** What it may take, in ms. */
  readonly limitMs: number;
  /** Called when it begins. */
  readonly begin: () => void;
  /** Called when the time is over: it should say what is left, and end the process. */
  readonly giveUp: (exitCode: number) => void;
  readonly source?: DefectSource;
  readonly clock?: Clock;
}

/**
 * While a command has something in a cluster, an exception that nothing caught ends it as a signal does, so that what was made is
 * removed; but a process in which something is broken is not trusted to come to an end. Its verdicts do not count: the exit code
 * is that of what could not be measured.
 */
export function endOnDefect(
  interruption: Interruption,
  { limitMs, begin, giveUp, source = process, clock = systemClock }: CleanUp,
): Disposable {
  const done = new AbortController();
  let hasBegun = false;
  const end = (): void => {
    // What else breaks meanwhile has been printed, and changes nothing.
    if (hasBegun) return;
    hasBegun = true;
    begin();
    interruption.end(EXIT.notMeasured, new Error("a defect in netverdict itself"));
    clock.wait(limitMs, done.signal).then(
      () => giveUp(EXIT.notMeasured),
      () => undefined,
    );
  };
  source.on(EVENT, end);
  return {
    [Symbol.dispose]: () => {
      source.off(EVENT, end);
      done.abort();
    },
  };
}

/** Whether somebody is there who cleans up after a defect and then ends the process, besides the one listener that prints it. */
export function isCleanedUp(source: DefectSource = process): boolean {
  return source.listenerCount(EVENT) > 1;
}
