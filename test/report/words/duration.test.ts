import assert from "node:assert/strict";
import { duration } from "../../../src/report/words/duration.ts";

describe("a duration", () => {
  it("has the unit and the digits that people read", () => {
    const cases: readonly (readonly [number, string])[] = [
      [0, "0 ms"],
      [0.42, "0.4 ms"],
      [9.96, "10 ms"],
      [340, "340 ms"],
      [999.6, "1 s"],
      [2100, "2.1 s"],
      [59_960, "1 min 0 s"],
      [200_000, "3 min 20 s"],
      [16_665_000_000 / 1_000, "4 h 38 min"],
      [166_650_000, "46 h 18 min"],
    ];
    assert.deepEqual(
      cases.map(([ms]) => duration(ms)),
      cases.map(([, text]) => text),
    );
  });
});
