import { runPlan } from "../../run.ts";
import type { SuiteItem } from "../../suite/index.ts";
import { systemClock } from "../../system/clock.ts";
import { progressLine } from "../output/progress-line.ts";
import type { ProgressSink } from "../output/progress-sink.ts";
import type { Attempt } from "./attempt.ts";

/** One scenario that was asked for by itself: its steps are shown as they go by, and its report is its own. */
export function attemptOne({ plan, file }: SuiteItem, sink: ProgressSink): Attempt {
  const startedMs = systemClock.now();
  const progress = progressLine(sink, () => systemClock.now() - startedMs);
  return {
    say: progress.say,
    clear: progress.clear,
    start: (cluster, signal) =>
      runPlan(plan, cluster, {
        file,
        signal,
        clock: systemClock,
        now: () => new Date(),
        onProgress: progress.show,
      }),
  };
}
