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

  it("has the amount that is written, where there can be more or less of it, and names it", () => {
    assert.deepEqual(nameAndPlace("late=500ms:node-1"), ["late=500ms", "node-1"]);
    assert.deepEqual(nameAndPlace("start-up-leak=1.5s"), ["start-up-leak=1.5s", undefined]);
    assert.deepEqual(nameAndPlace("loss=5%:x/a"), ["loss=5%", "x/a"]);
    const { fault } = plantedFrom("flapping=2s", FAULTS);
    assert.equal(fault.title, "every 2 s isolation is lost, or comes back");
    assert.equal(fault.turns?.afterMs, 2_000);
  });

  it("is refused with an amount that it cannot have, and with what it can", () => {
    for (const text of ["late=5", "late=5%", "late=1ms", "late=11m", "late=", "late=601s"])
      assert.throws(() => plantedFrom(text, FAULTS), /write a time from 10ms to 600s, such as late=500ms/);
    for (const text of ["loss=2s", "loss=0%", "loss=101%", "loss=1.5%"])
      assert.throws(() => plantedFrom(text, FAULTS), /a whole number of percent from 1% to 100%/);
    assert.throws(() => plantedFrom("rule-lost=2", FAULTS), /of rule-lost there is no more or less/);
  });

  it("is refused with an empty place, which would be nowhere", () => {
    assert.throws(() => plantedFrom("rule-lost:", FAULTS), InputError);
  });
});
