import { ERASE_LINE, oneLine } from "../../safe-text/index.ts";
import type { Terminal } from "./terminal.ts";

/** Where progress goes: stderr, or a test. */
export interface ProgressSink {
  readonly isTTY: boolean;
  readonly columns: number;
  write(text: string): unknown;
}

/** A report on a pipe has no width of its own. */
export const DEFAULT_COLUMNS = 120;

/** A terminal whose last line can be replaced. Where there is none, nothing is live. */
export class LiveLine {
  readonly #sink: ProgressSink;

  constructor(sink: ProgressSink) {
    this.#sink = sink;
  }

  /** A line that stays. */
  say(text: string): void {
    const line = oneLine(text);
    this.#sink.write(this.#sink.isTTY ? `${ERASE_LINE}${line}\n` : `${line}\n`);
  }

  /** The live line from now on. One that wraps could not be erased, so that it is cut. */
  show(line: string): void {
    if (this.#sink.isTTY) this.#sink.write(`${ERASE_LINE}${oneLine(line).slice(0, this.#sink.columns - 1)}`);
  }

  /** Removes the live line, so that the report starts on a clean one. */
  clear(): void {
    if (this.#sink.isTTY) this.#sink.write(ERASE_LINE);
  }
}

/** In CI a live line would be a line a round; a dumb terminal cannot go back in a line. */
export function progressSink({ stderr, env }: Terminal): ProgressSink {
  return {
    isTTY: stderr.isTTY === true && !env.CI && env.TERM !== "dumb",
    columns: stderr.columns ?? DEFAULT_COLUMNS,
    write: (text) => void stderr.write(text),
  };
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
