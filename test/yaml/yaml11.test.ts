import assert from "node:assert/strict";
import { kubectlValue } from "../../src/yaml/yaml11.ts";

describe("kubectlValue", () => {
  // What sigs.k8s.io/yaml makes of them.
  for (const [written, value] of [
    ["y", true],
    ["Y", true],
    ["yes", true],
    ["On", true],
    ["n", false],
    ["OFF", false],
    ["yEs", "yEs"],
    ["~", null],
    ["", null],
    ["0120", 80],
    ["-017", -15],
    ["08", 8],
    ["00000", 0],
    ["1_000", 1000],
    ["0x1F", 31],
    ["0o17", 15],
    ["0b101", 5],
    ["1.10", 1.1],
    ["123e4", 1_230_000],
    [".5", 0.5],
    ["-.inf", -Infinity],
    ["12:30:45", "12:30:45"],
    ["2001-01-01", "2001-01-01"],
    ["1.2.3", "1.2.3"],
    ["10.0.0.0/8", "10.0.0.0/8"],
    ["-", "-"],
    ["_1", "_1"],
  ] as const)
    it(`reads ${written === "" ? "nothing" : written} as ${JSON.stringify(value)}`, () =>
      assert.equal(kubectlValue(written), value));
});
