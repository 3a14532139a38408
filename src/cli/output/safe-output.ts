import type { Writable } from "node:stream";
import { forTerminal } from "../../safe-text/index.ts";
import type { OutputStream } from "./terminal.ts";

/** A stream of the process: what is known about it, and where it goes. */
export type ProcessStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Of an unfinished line only its beginning can make a workflow command of what follows, or its last characters. */
const MOST_KEPT = 200;

/**
 * All that a command prints goes through one of these: nothing of it steers a terminal or a CI system, whatever it was
 * made of, but colours where they are wanted and the live line of a terminal. A stream that cannot be written is given
 * up, and ends nothing.
 */
export class SafeOutput implements OutputStream {
  readonly #stream: ProcessStream;
  #colors = false;
  #unfinished = "";
  #failure: NodeJS.ErrnoException | undefined;

  constructor(stream: ProcessStream) {
    this.#stream = stream;
    stream.on("error", (error) => {
      this.#failure ??= error;
    });
  }

  get isTTY(): boolean {
    return this.#stream.isTTY === true;
  }

  get columns(): number | undefined {
    return this.#stream.columns;
  }

  allowColors(): void {
    this.#colors = true;
  }

  write(text: string): void {
    if (this.#failure !== undefined) return;
    const before = this.#unfinished;
    const safe = forTerminal(before + text, { colors: this.#colors, live: this.isTTY });
    this.#unfinished = shortened(safe.slice(safe.lastIndexOf("\n") + 1));
    this.#stream.write(safe.slice(before.length));
  }

  /** Why something could not be written, once all is written that can be. */
  async failure(): Promise<NodeJS.ErrnoException | undefined> {
    // After an error nothing that is written comes to an end.
    if (this.#failure === undefined)
      await new Promise<void>((resolve) => {
        this.#stream.once("error", () => resolve());
        this.#stream.write("", () => resolve());
      });
    return this.#failure;
  }
}

function shortened(line: string): string {
  return line.length <= MOST_KEPT ? line : `.${line.slice(-22)}`;
}
