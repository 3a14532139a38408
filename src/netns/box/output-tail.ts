import type { Readable } from "node:stream";

const TAIL_LENGTH = 1_000;

/** Reads a stream to its end and keeps the last of it; the returned function tells it, without surrounding space. */
export function outputTail(stream: Readable): () => string {
  let tail = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    tail = (tail + text).slice(-TAIL_LENGTH);
  });
  return () => tail.trim();
}
