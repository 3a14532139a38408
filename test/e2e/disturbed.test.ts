import assert from "node:assert/strict";
import { type Hand, type Phase, trialOf } from "../../scripts/disturb/trial.ts";
import { tryOnce } from "../../scripts/disturb/try-once.ts";
import { type Undisturbed, undisturbed } from "../../scripts/disturb/undisturbed.ts";
import type { Victim } from "../../scripts/disturb/victims.ts";
import { local } from "./support/clusters.ts";

const SCENARIO = "scripts/disturb/all-verdicts.yaml";

/** What was measured before the hand struck is known, and of a machine that is too busy a run may always be unknown. */
const SOUND = ["right", "unknown"];

/** A few of what `scripts/chaos` draws by lot, with the outcomes that are right for each. */
const trials: readonly (readonly [hand: Hand, victim: Victim, phase: Phase, right: readonly string[]])[] = [
  ["stop", "agent", "step", SOUND],
  ["stop", "nsenter", "step", SOUND],
  ["stop", "unshare", "control", SOUND],
  ["kill", "agent", "canary", SOUND],
  ["kill", "nsenter", "control", SOUND],
  ["kill", "shell", "step", SOUND],
  ["kill", "unshare", "box", SOUND],
  ["kill", "main", "agents", ["ended"]],
  ["terminate", "dns", "step", SOUND],
  ["terminate", "main", "control", ["ended"]],
  ["pause", "agent", "canary", SOUND],
  ["pause", "main", "control", SOUND],
  ["starve", "agent", "control", SOUND],
  ["orphan", "agent", "step", ["ended"]],
  ["orphan", "shell", "agents", ["ended"]],
  ["orphan", "main", "step", ["ended"]],
];

describe("a run on the local cluster that is disturbed", function () {
  this.timeout(600_000);
  let known: Undisturbed;
  before(async function () {
    if (local.skip !== undefined) {
      console.log(`      skipped: ${local.skip}`);
      this.skip();
    }
    known = await undisturbed(SCENARIO);
  });

  trials.forEach(([hand, victim, phase, right], index) => {
    it(`ends in time, says nothing wrong and leaves nothing: ${hand} ${victim} in ${phase}`, async function () {
      const trial = trialOf(index + 1, { hand, victim, phase, step: 1, delayMs: 0, heldMs: 1_500 });
      const { kind, faults, left, isMissed } = await tryOnce(trial, [known]);
      assert.deepEqual([faults, left], [[], []]);
      if (isMissed) {
        console.log("      skipped: the run had ended before there was anything to disturb");
        this.skip();
      }
      assert.ok(right.includes(kind), kind);
    });
  });
});
