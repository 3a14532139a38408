import type { Progress } from "../probe/index.ts";

/** Where progress goes: stderr, or a test. */
export interface ProgressSink {
  readonly isTTY: boolean;
  readonly columns: number;
  write(text: string): void;
}

/** Shows where a run is: one live line on a terminal, a plain line for each step otherwise. */
export interface ProgressLine {
  say(line: string): void;
  show(progress: Progress): void;
  /** Removes the live line, so that the report starts on a clean one. */
  clear(): void;
}

const ERASE_LINE = "\r\u001b[2K";

/** @param elapsedMs - time since the run began. */
export function progressLine(sink: ProgressSink, elapsedMs: () => number): ProgressLine {
  return sink.isTTY ? liveLine(sink, elapsedMs) : plainLines(sink, elapsedMs);
}

function liveLine(sink: ProgressSink, elapsedMs: () => number): ProgressLine {
  return {
    say: (line) => sink.write(`${ERASE_LINE}${line}\n`),
    // A line that wraps could not be erased.
    show: (progress) =>
      sink.write(
        `${ERASE_LINE}${`${describe(progress)}, ${seconds(elapsedMs())}`.slice(0, sink.columns - 1)}`,
      ),
    clear: () => sink.write(ERASE_LINE),
  };
}

function plainLines(sink: ProgressSink, elapsedMs: () => number): ProgressLine {
  return {
    say: (line) => sink.write(`${line}\n`),
    // A line a round would fill a log while a step settles.
    show: (progress) => {
      if (progress.round === 0) sink.write(`${describe(progress)}, ${seconds(elapsedMs())}\n`);
    },
    clear: () => undefined,
  };
}

function describe({ step, number, steps, round, cellsProbed }: Progress): string {
  const where = number === 0 ? step.name : `step ${number}/${steps} ${step.name}`;
  if (round === 0) return `${where}: ${step.flows.length === 1 ? "1 cell" : `${step.flows.length} cells`}`;
  return `${where}: round ${round}, ${cellsProbed} cells done`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
