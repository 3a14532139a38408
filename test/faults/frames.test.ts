import assert from "node:assert/strict";
import { type Frame, frameSplitter } from "../../scripts/faults/proxy/frames.ts";

const BINARY = 0x82;
const PING = 0x89;

/** A frame with a payload of so many bytes, as a server sends it. */
function frame(opcode: number, length: number): Buffer {
  const head = Buffer.alloc(10);
  head[0] = opcode;
  if (length < 126) head[1] = length;
  else if (length < 65_536) head.fill(126, 1, 2).writeUInt16BE(length, 2);
  else head.fill(127, 1, 2).writeBigUInt64BE(BigInt(length), 2);
  const size = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  return Buffer.concat([head.subarray(0, size), Buffer.alloc(length, 0x2a)]);
}

const sizes = (frames: readonly Frame[]) => frames.map(({ bytes }) => bytes.length);

describe("splitting WebSocket frames", () => {
  const all = [frame(BINARY, 3), frame(PING, 0), frame(BINARY, 200), frame(BINARY, 70_000)];
  const bytes = Buffer.concat(all);

  it("finds each frame, of any length, and knows which are not part of what is said", () => {
    const frames = frameSplitter()(bytes);
    assert.deepEqual(sizes(frames), [5, 2, 204, 70_010]);
    assert.deepEqual(
      frames.map(({ isControl }) => isControl),
      [false, true, false, false],
    );
  });

  it("does not mind in which pieces they come", () => {
    const short = Buffer.concat(all.slice(0, 3));
    for (const [whole, length] of [
      [short, 1],
      [short, 3],
      [bytes, 1_000],
    ] as const) {
      const split = frameSplitter();
      const frames: Frame[] = [];
      for (let at = 0; at < whole.length; at += length)
        frames.push(...split(whole.subarray(at, at + length)));
      assert.deepEqual(Buffer.concat(frames.map((each) => each.bytes)), whole);
      assert.deepEqual(sizes(frames), sizes(frameSplitter()(whole)));
    }
  });

  it("counts the mask of what a client sends", () => {
    const masked = Buffer.from([BINARY, 0x81, 1, 2, 3, 4, 0x2a, BINARY]);
    assert.deepEqual(sizes(frameSplitter()(masked)), [7]);
  });
});
