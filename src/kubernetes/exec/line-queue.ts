/** Text in pieces in, whole lines out, to one reader. */
export interface LineQueue {
  /** Takes bytes in whatever pieces they come, also within a character. */
  write(bytes: Uint8Array): void;
  /** No more will come. An unfinished last line is dropped: it is not whole. */
  end(reason?: Error): void;
  /** Lines that are waiting for the reader. */
  readonly waiting: number;
  readonly lines: AsyncIterable<string>;
}

/** `drained` is called each time the reader has taken the last waiting line. */
export function lineQueue(drained: () => void): LineQueue {
  const decoder = new TextDecoder();
  const queue: string[] = [];
  let rest = "";
  let ended = false;
  let reason: Error | undefined;
  let wake: () => void = () => undefined;

  async function* read(): AsyncGenerator<string, void, undefined> {
    for (;;) {
      for (let line = queue.shift(); line !== undefined; line = queue.shift()) yield line;
      drained();
      if (ended && reason !== undefined) throw reason;
      if (ended) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  return {
    write(bytes) {
      if (ended) return;
      const pieces = (rest + decoder.decode(bytes, { stream: true })).split("\n");
      rest = pieces.pop() ?? "";
      queue.push(...pieces);
      if (pieces.length > 0) wake();
    },
    end(why) {
      if (ended) return;
      ended = true;
      reason = why;
      wake();
    },
    get waiting() {
      return queue.length;
    },
    lines: { [Symbol.asyncIterator]: read },
  };
}
