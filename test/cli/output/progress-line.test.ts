import assert from "node:assert/strict";
import { type ProgressLine, progressLine } from "../../../src/cli/output/progress-line.ts";
import type { Progress } from "../../../src/measure/index.ts";
import { flow } from "../../model/build.ts";

const step = {
  name: "deny all",
  kind: "declared",
  changes: [],
  refused: [],
  waitMs: 0,
  flows: [flow("x/a", "x/b")],
  sentinels: [],
} as const;
const begun: Progress = { step, number: 2, steps: 3, round: 0, cellsProbed: 0 };
const going: Progress = { ...begun, round: 4, cellsProbed: 60 };

function written(isTTY: boolean, columns: number, use: (line: ProgressLine) => void): readonly string[] {
  const texts: string[] = [];
  use(progressLine({ isTTY, columns, write: (text) => void texts.push(text) }, () => 1234));
  return texts;
}

describe("progress", () => {
  it("is one line that replaces itself on a terminal, and is gone before the report", () => {
    const texts = written(true, 80, (line) => {
      line.show(begun);
      line.show(going);
      line.clear();
    });
    assert.deepEqual(texts, [
      "\r\u001b[2Kstep 2/3 deny all: 1 cell, 1.2 s",
      "\r\u001b[2Kstep 2/3 deny all: round 4, 60 cells done, 1.2 s",
      "\r\u001b[2K",
    ]);
  });

  it("never wraps, since a wrapped line could not be replaced", () => {
    const [text = ""] = written(true, 20, (line) => line.show(going));
    assert.equal(text.replace("\r\u001b[2K", "").length, 19);
  });

  it("is a plain line a step elsewhere", () => {
    const texts = written(false, 80, (line) => {
      line.show(begun);
      line.show(going);
      line.clear();
      line.say("removing");
    });
    assert.deepEqual(texts, ["step 2/3 deny all: 1 cell, 1.2 s\n", "removing\n"]);
  });

  it("does not number the steps that prepare", () => {
    const control = { ...begun, step: { ...step, name: "control" }, number: 0 };
    assert.deepEqual(
      written(false, 80, (line) => line.show(control)),
      ["control: 1 cell, 1.2 s\n"],
    );
  });
});
