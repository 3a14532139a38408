import assert from "node:assert/strict";
import { InputError } from "../../../src/cli/input-error.ts";
import { plantedFrom } from "../../../src/cli/options/fault-option.ts";
import { FAULTS } from "../../../src/netns/index.ts";

describe("--fault", () => {
  const nameAndPlace = (text: string) => {
    const { fault, where } = plantedFrom(text, FAULTS);
    return [fault.name, where];
  };

  it("names a fault, and a node or a pod that has it", () => {
    assert.deepEqual(nameAndPlace("rule-lost"), ["rule-lost", undefined]);
    assert.deepEqual(nameAndPlace("rule-lost:node-2"), ["rule-lost", "node-2"]);
    assert.deepEqual(nameAndPlace("rule-lost:x/a"), ["rule-lost", "x/a"]);
  });

  it("suggests what was meant where there is no such fault", () => {
    assert.throws(
      () => plantedFrom("rule-losd", FAULTS),
      /there is no fault "rule-losd": did you mean "rule-lost"\?/,
    );
    assert.throws(() => plantedFrom("nonsense", FAULTS), /'netverdict faults' lists them/);
  });

  it("is refused with an empty place, which would be nowhere", () => {
    assert.throws(() => plantedFrom("rule-lost:", FAULTS), InputError);
  });
});
