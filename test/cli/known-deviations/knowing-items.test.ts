import assert from "node:assert/strict";
import type { PluginFinding } from "../../../src/cli/known-deviations/choose-files.ts";
import { knowingItems } from "../../../src/cli/known-deviations/knowing-items.ts";
import { loadSuite } from "../../../src/cli/loading/load-suite.ts";
import { declaredSteps } from "../../../src/model/index.ts";
import type { SuiteItem } from "../../../src/suite/index.ts";
import { captured } from "../terminal.ts";

const SIDECAR = "scenarios/cni-bugs/f-13-named-port-of-a-sidecar.yaml";
const CALICO = { name: "calico", version: "3.28.5" };

/** What is known without a flag of a shipped scenario on a cluster with a plugin; how often the cluster was asked. */
async function knownOn(plugin: PluginFinding, paths = [SIDECAR]) {
  const { stream } = captured();
  let asked = 0;
  const items = await knowingItems(
    loadSuite(paths, { stderr: stream }),
    { context: "a" },
    { stderr: stream },
    async () => {
      asked++;
      return plugin;
    },
  );
  return { known: items.flatMap(deviationsOf), asked };
}

function deviationsOf({ plan }: SuiteItem) {
  return declaredSteps(plan)
    .flatMap(({ expected }) => expected.deviations ?? [])
    .filter((each) => each !== undefined);
}

describe("what is known of a live cluster without a flag", () => {
  it("is what is shipped about its plugin and version, and excuses nothing", async () => {
    const { known } = await knownOn(CALICO);
    assert.equal(known.length, 3);
    assert.ok(known.every(({ isExpected }) => !isExpected));
    assert.match(known[0]?.where ?? "", /^scenarios\/known-deviations\/calico-3\.28\.yaml:\d+$/);
  });

  it("is nothing for other versions, other plugins and where the plugin is not known", async () => {
    for (const plugin of [
      { name: "calico", version: "3.30.1" },
      { name: "cilium" },
      { unknown: "no rights" },
    ])
      assert.deepEqual((await knownOn(plugin)).known, []);
  });

  it("is not asked for where nothing is known of the scenarios", async () => {
    assert.equal((await knownOn(CALICO, ["scenarios/guestbook.yaml"])).asked, 0);
    assert.equal((await knownOn(CALICO)).asked, 1);
  });

  it("is nothing on this machine", async () => {
    const items = loadSuite([SIDECAR], { stderr: captured().stream });
    const never = async () => assert.fail("nobody has to be asked");
    assert.equal(await knowingItems(items, {}, { stderr: captured().stream }, never), items);
  });
});
