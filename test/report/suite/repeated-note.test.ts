import assert from "node:assert/strict";
import { repeatedNote } from "../../../src/report/suite/repeated-note.ts";
import { suiteNotes } from "../../../src/report/suite/suite-notes.ts";
import { cell, report, step, unmeasured } from "../report-builder.ts";
import { passed, suite } from "../suite-builder.ts";

describe("the note of a scenario that was run twice", () => {
  it("says what was unknown the first time, and why", () => {
    const first = report([
      step("open", [cell("x/a -> x/b:80"), unmeasured("x/b -> x/a:80", "answers came late")]),
    ]);
    assert.equal(
      repeatedNote("s-14", first),
      "s-14 was run once more, alone: the first time 1 cell was unknown: x/b -> x/a:80: expected deny, not measured: answers came late",
    );
  });

  it("comes before those of the scenarios", () => {
    const of = suite([passed("a", { notes: ["it is assumed"] })], { notes: ["a was run once more"] });
    assert.deepEqual(suiteNotes(of), ["a was run once more", "it is assumed"]);
  });
});
