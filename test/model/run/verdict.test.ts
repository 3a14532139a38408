import assert from "node:assert/strict";
import {
  isFailure,
  needsAttention,
  passes,
  VERDICTS,
  type Verdict,
  WORST_FIRST,
} from "../../../src/model/index.ts";

const which = (is: (verdict: Verdict) => boolean): readonly Verdict[] => VERDICTS.filter(is);

describe("verdicts", () => {
  it("fail where something was measured that is wrong, and pass where it is as it should be or excused", () => {
    assert.deepEqual(which(isFailure), ["fail", "flaky", "xpass"]);
    assert.deepEqual(which(passes), ["pass", "known-deviation", "xfail"]);
  });

  it("want attention where they fail or are not known, and no skipped one does", () => {
    assert.deepEqual(which(needsAttention), ["fail", "flaky", "unknown", "xpass"]);
  });

  it("are ordered from the worst to the best, each once", () => {
    assert.deepEqual([...WORST_FIRST].sort(), [...VERDICTS].sort());
    assert.deepEqual(WORST_FIRST.slice(0, 4), ["fail", "flaky", "xpass", "unknown"]);
  });
});
