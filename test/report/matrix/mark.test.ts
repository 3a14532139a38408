import assert from "node:assert/strict";
import { OUTCOMES, VERDICTS } from "../../../src/model/index.ts";
import { legend, markedCell, NO_FLOW, outcomeMark, verdictMark } from "../../../src/report/matrix/mark.ts";
import { cell, denied } from "../report-builder.ts";

describe("the marks of a matrix", () => {
  it("are one character for each outcome, and no two are the same", () => {
    const marks = OUTCOMES.map((outcome) => outcomeMark(cell("x/a -> x/b:80", { observed: { outcome } })));
    assert.deepEqual(
      [...new Set(marks)].map((mark) => mark.length),
      OUTCOMES.map(() => 1),
    );
    assert.ok(!marks.includes(NO_FLOW.text));
  });

  it("are followed by a sign for every verdict but a pass", () => {
    assert.deepEqual(
      VERDICTS.map((verdict) => `${verdict}${verdictMark(verdict)}`),
      ["pass", "known-deviation~", "fail!", "flaky!", "unknown!", "skipped~", "xfail~", "xpass!"],
    );
  });

  it("are faint where a denial is as it should be, so that what gets through stands out", () => {
    const tones = [
      cell("x/a -> x/b:80"),
      denied("x/a -> x/b:80"),
      denied("x/a -> x/b:80", { verdict: "fail" }),
    ];
    assert.deepEqual(
      tones.map((each) => markedCell(each).mark.tone),
      ["pass", "faint", "fail"],
    );
  });

  it("are explained where they are used", () => {
    const excused = denied("x/a -> x/b:80", { verdict: "xfail" });
    assert.equal(legend([excused]), "X timeout   - no flow   ~ excused");
  });
});
