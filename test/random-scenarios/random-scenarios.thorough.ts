import assert from "node:assert/strict";
import fc from "fast-check";
import type { Cluster } from "../../src/cluster/port.ts";
import { policyRefusal } from "../../src/scenario/index.ts";
import { needsBox } from "../netns/needs-box.ts";
import { simulatedCluster } from "../netns/simulation/simulated-cluster.ts";
import { testCluster } from "../netns/test-cluster.ts";
import { measure } from "./measure.ts";
import { type Draft, randomScenario } from "./random-scenario.ts";
import { SCENARIO_FILE, scenarioFiles, scenariosIn, shown } from "./scenario-files.ts";

/** The same scenarios every time; `scripts/random-scenarios` has more of them. */
const SEED = 20;

const { signal } = new AbortController();

describe("random scenarios", () => {
  it("are all sound, and use every key of the language", async function () {
    this.timeout(300_000);
    const keys = new Set<string>();
    const property = fc.asyncProperty(randomScenario(["ipv4", "ipv6"]), async (draft) => {
      const files = await scenarioFiles(draft);
      assert.ok(scenariosIn(files).length > 0);
      for (const [, key = ""] of (files.get(SCENARIO_FILE) ?? "").matchAll(/^\s*(?:- )?([A-Za-z]+):/gm))
        keys.add(key);
    });
    await fc.assert(property, { numRuns: 200, seed: SEED });
    assert.deepEqual(
      KEYS.filter((key) => !keys.has(key)),
      [],
    );
  });

  it("mean to the evaluator what the compiled rules do, packet by packet", async function () {
    this.timeout(300_000);
    await agree(simulatedCluster(), randomScenario(["ipv4", "ipv6"], ["pod-ip", "cluster-ip"]), 60);
  });

  it("are measured as they are predicted", async function () {
    needsBox.call(this);
    this.timeout(600_000);
    const cluster = testCluster({ run: "random", refusalOf: policyRefusal });
    await agree(cluster, randomScenario((await cluster.capabilities(signal)).families), 5);
  });
});

async function agree(cluster: Cluster, drafts: fc.Arbitrary<Draft>, numRuns: number): Promise<void> {
  const property = fc.asyncProperty(drafts, async (draft) => {
    const files = await scenarioFiles(draft);
    try {
      await measure(files, cluster);
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : error}\n${shown(files)}`, { cause: error });
    }
  });
  await fc.assert(property, { numRuns, seed: SEED });
}

const KEYS = (
  "name description tags requires xfail parameters skip manifests namespaces pods services via families loopback timeouts " +
  "policies expect steps labels ports node port protocol declaredIn selector headless apply patch delete label unlabel create " +
  "remove restart wait refused manifest because default table rules file namespace replicas probe settle hold metadata spec " +
  "podSelector namespaceSelector ipBlock cidr except endPort matchLabels matchExpressions policyTypes ingress egress from to"
).split(" ");
