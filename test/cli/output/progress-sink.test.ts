import assert from "node:assert/strict";
import { LiveLine, progressSink } from "../../../src/cli/output/progress-sink.ts";

const stream = (isTTY: boolean) => ({ isTTY, write: () => undefined });

describe("where progress goes", () => {
  it("is a live line on a terminal that can go back in it, and not in CI", () => {
    const isLive = (isTTY: boolean, env = {}): boolean =>
      progressSink({ env, stdout: stream(isTTY), stderr: stream(isTTY) }).isTTY;
    assert.deepEqual(
      [isLive(true), isLive(false), isLive(true, { CI: "1" }), isLive(true, { TERM: "dumb" })],
      [true, false, false, false],
    );
  });

  it("is a line, whatever is in it", () => {
    const texts: string[] = [];
    const line = new LiveLine({ isTTY: true, columns: 80, write: (text) => texts.push(text) });
    line.say("a\n::error::b\u001b[31m");
    line.show("c\r\u009b2J");
    assert.deepEqual(texts, ["\r\u001b[2Ka ::error::b [31m\n", "\r\u001b[2Kc 2J"]);
  });
});
