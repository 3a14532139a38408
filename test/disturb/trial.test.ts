import assert from "node:assert/strict";
import { HANDS, PHASES, trialOf } from "../../scripts/disturb/trial.ts";
import { VICTIMS } from "../../scripts/disturb/victims.ts";

const seeds = Array.from({ length: 2_000 }, (_, seed) => seed);

describe("trials of disturbed runs", () => {
  it("follow from their seeds", () => {
    for (const seed of seeds) assert.deepEqual(trialOf(seed), trialOf(seed));
  });

  it("draw every victim, hand and phase", () => {
    const drawn = seeds.map((seed) => trialOf(seed));
    assert.deepEqual(new Set(drawn.map(({ victim }) => victim)), new Set(VICTIMS));
    assert.deepEqual(new Set(drawn.map(({ hand }) => hand)), new Set(HANDS));
    assert.deepEqual(new Set(drawn.map(({ phase }) => phase)), new Set(PHASES));
  });

  it("never stop a main process for good: it would have no deadline", () => {
    const stopped = seeds.map((seed) => trialOf(seed)).filter(({ hand }) => hand === "stop");
    assert.ok(stopped.length > 0);
    assert.ok(stopped.every(({ victim }) => victim !== "main"));
  });

  it("are narrowed by what is asked for", () => {
    for (const seed of seeds.slice(0, 50)) {
      const { victim, hand, phase } = trialOf(seed, { victim: "shell", hand: "kill" });
      assert.deepEqual([victim, hand], ["shell", "kill"]);
      assert.ok(PHASES.includes(phase));
    }
  });
});
