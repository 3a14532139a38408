import assert from "node:assert/strict";
import { loadSuite } from "../../../src/cli/loading/load-suite.ts";
import { isFailure, type Verdict } from "../../../src/model/index.ts";
import { FAULTS } from "../../../src/netns/faults/registry.ts";
import type { SuiteItem } from "../../../src/suite/index.ts";
import { captured } from "../../cli/terminal.ts";
import { runSimulated } from "../simulation/run-simulated.ts";

/** On the simulated cluster nothing is late, so that waiting for more rounds is in vain. */
const SETTLE_MS = 300;

/** A scenario by `folder/id`. */
function itemOf(name: string): SuiteItem {
  const [, path = "", id = ""] = /^(.+\/([^[]+))/.exec(name) ?? [];
  const items = loadSuite([`scenarios/${path}.yaml`], { stderr: captured().stream });
  const wanted = name.slice(name.indexOf(id));
  const item =
    items.find((each) => each.id === wanted) ??
    assert.fail(`there is no ${wanted}: ${items.map((i) => i.id)}`);
  const { timeouts } = item.plan;
  const settleMs = timeouts.hold > 2 ? timeouts.settleMs : SETTLE_MS;
  return { ...item, plan: { ...item.plan, timeouts: { ...timeouts, settleMs } } };
}

async function verdictOf(item: SuiteItem, name?: string): Promise<Verdict> {
  const fault = FAULTS.find((each) => each.name === name);
  const reports = await runSimulated([item], fault && { fault });
  return reports.get(item.id)?.verdict ?? assert.fail(`there is no report of ${item.id}`);
}

describe("a fault in the rules", () => {
  for (const { name, found, turns } of FAULTS)
    if ("by" in found && turns === undefined)
      it(`${name} is found by ${found.by}, which passes without it`, async () => {
        const item = itemOf(found.by);
        assert.equal(await verdictOf(item), "pass");
        assert.ok(isFailure(await verdictOf(item, name)));
      });
});
