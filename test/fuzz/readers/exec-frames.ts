import assert from "node:assert/strict";
import fc from "fast-check";
import { commandFailure, parseFrame, STATUS } from "../../../src/kubernetes/exec/exec-frames.ts";
import { lineQueue } from "../../../src/kubernetes/exec/line-queue.ts";
import { mutatedText } from "../mutations.ts";
import type { Reader } from "../reader.ts";

const FRAMES = [
  '\u0001{"type":"pong"}\n',
  '\u0003{"metadata":{},"status":"Success"}',
  '\u0003{"status":"Failure","reason":"NonZeroExitCode","message":"command terminated with exit code 137"}',
  "\u0002warning\n",
  "\u0001",
];

/** Frames as a server sends them, one after another; bytes beyond a frame's own belong to the next. */
export const execFrameReader: Reader = {
  name: "exec-frames",
  binary: true,
  inputs: fc.oneof(
    mutatedText(FRAMES),
    fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
  ),
  read: async (input) => {
    const frame = parseFrame(Buffer.from(input, "latin1"));
    if (frame === undefined) return;
    const { channel, payload } = frame;
    if (channel === STATUS) {
      const failure = commandFailure(Buffer.from(payload).toString());
      assert.ok(failure === undefined || failure !== "");
    }
    const queue = lineQueue(() => undefined);
    for (const byte of payload) queue.write(Uint8Array.of(byte));
    queue.end();
    for await (const line of queue.lines) assert.ok(!line.includes("\n"));
  },
};
