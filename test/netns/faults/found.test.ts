import assert from "node:assert/strict";
import { hasty, shippedScenario } from "../../../scripts/detect/shipped.ts";
import { isFailure, type Verdict } from "../../../src/model/index.ts";
import { FAULTS } from "../../../src/netns/faults/registry.ts";
import type { SuiteItem } from "../../../src/suite/index.ts";
import { runSimulated } from "../simulation/run-simulated.ts";

/** On the simulated cluster nothing is late, so that waiting for more rounds is in vain. */
const SETTLE_MS = 300;

async function verdictOf(item: SuiteItem, name?: string): Promise<Verdict> {
  const fault = FAULTS.find((each) => each.name === name);
  const reports = await runSimulated([item], fault && { fault });
  return reports.get(item.id)?.verdict ?? assert.fail(`there is no report of ${item.id}`);
}

describe("a fault in the rules", () => {
  it("that comes or goes with time names a shipped scenario, in which packets find it", () => {
    for (const { found, turns } of FAULTS)
      if ("by" in found && turns !== undefined) assert.ok(shippedScenario(found.by).plan.steps.length > 0);
  });

  for (const { name, found, turns } of FAULTS)
    if ("by" in found && turns === undefined)
      it(`${name} is found by ${found.by}, which passes without it`, async () => {
        const item = hasty(shippedScenario(found.by), SETTLE_MS);
        assert.equal(await verdictOf(item), "pass");
        assert.ok(isFailure(await verdictOf(item, name)));
      });
});
