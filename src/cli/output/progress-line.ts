import type { Progress } from "../../measure/index.ts";
import { LiveLine, type ProgressSink, seconds } from "./progress-sink.ts";

/** Shows where a run is: one live line on a terminal, a plain line for each step otherwise. */
export interface ProgressLine {
  say(line: string): void;
  show(progress: Progress): void;
  /** Removes the live line, so that the report starts on a clean one. */
  clear(): void;
}

/** @param elapsedMs - time since the run began. */
export function progressLine(sink: ProgressSink, elapsedMs: () => number): ProgressLine {
  const line = new LiveLine(sink);
  return {
    say: (text) => line.say(text),
    show: (progress) => {
      const text = `${describe(progress)}, ${seconds(elapsedMs())}`;
      if (sink.isTTY) line.show(text);
      // A line a round would fill a log while a step settles.
      else if (progress.round === 0) line.say(text);
    },
    clear: () => line.clear(),
  };
}

function describe({ step, number, steps, round, cellsProbed }: Progress): string {
  const where = number === 0 ? step.name : `step ${number}/${steps} ${step.name}`;
  if (round === 0) return `${where}: ${step.flows.length === 1 ? "1 cell" : `${step.flows.length} cells`}`;
  return `${where}: round ${round}, ${cellsProbed} cells done`;
}
