import assert from "node:assert/strict";
import { saidOf, scenarioOf, withPods } from "./parsing.ts";

/** The timeouts stand in line 8, from column 11 on. */
function withTimeouts(timeouts: string): string {
  return withPods(`timeouts: ${timeouts}\nexpect: {}\n`);
}

describe("timeouts of a scenario", () => {
  it("have defaults", () => {
    const defaults = { probeMs: "auto", settleMs: 10_000, hold: 2 };
    assert.deepEqual(scenarioOf(withPods("expect: {}")).timeouts, defaults);
    assert.deepEqual(scenarioOf(withTimeouts("")).timeouts, defaults);
    assert.deepEqual(scenarioOf(withTimeouts("{ probe: auto }")).timeouts, defaults);
  });

  it("are written with their unit", () => {
    assert.deepEqual(scenarioOf(withTimeouts("{ probe: 500ms, settle: 1.5m, hold: 3 }")).timeouts, {
      probeMs: 500,
      settleMs: 90_000,
      hold: 3,
    });
    assert.equal(scenarioOf(withTimeouts("{ settle: 0s }")).timeouts.settleMs, 0);
  });

  for (const [timeouts, ...said] of [
    ["{ probe: 1 }", "8:20 1 is not a duration"],
    ["{ probe: soon }", '8:20 "soon" is not a duration'],
    ["{ settle: auto }", '8:21 "auto" is not a duration'],
    ["{ settle: -1s }", '8:21 "-1s" is not a duration'],
    ["{ probe: 9ms }", '8:20 "probe" must be between 10 ms and 30 s, not 9ms'],
    ["{ settle: 61m }", '8:21 "settle" must be between 0 ms and 3600 s, not 61m'],
    ["{ hold: 0 }", '8:19 "hold" must be at least 1: one round must be as expected'],
    ["{ hold: 1.5 }", '8:19 "hold" must be a whole number, not 1.5'],
    ["{ prob: 1s }", '8:13 unknown key "prob" in "timeouts"'],
    ["1s", '8:11 "timeouts" must be a mapping, not the text "1s"'],
  ] as const)
    it(`are not ${timeouts}`, () => assert.deepEqual(saidOf(withTimeouts(timeouts)), said));
});
