import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path/posix";
import { memoryCluster } from "../../src/cluster/memory.ts";
import type { Cluster } from "../../src/cluster/port.ts";
import type { Report, Scenario } from "../../src/model/index.ts";
import { run } from "../../src/run.ts";
import { parseScenario } from "../../src/scenario/index.ts";
import { systemClock } from "../../src/system/clock.ts";
import { needsBox } from "../netns/needs-box.ts";
import { testCluster } from "../netns/test-cluster.ts";
import { textOf } from "./suite-folders.ts";

const FILE = "scenarios/from-manifests/shop.yaml";

function shop(): Scenario {
  const findFiles = (path: string) => ({
    files: readdirSync(path).map((name) => join(path, name)),
    leftOut: [],
  });
  const result = parseScenario(textOf(FILE), { file: FILE, readFile: textOf, findFiles });
  assert.ok("scenarios" in result && result.scenarios[0] !== undefined, JSON.stringify(result));
  return result.scenarios[0];
}

function runOn(cluster: Cluster): Promise<Report> {
  return run(shop(), cluster, {
    file: FILE,
    signal: new AbortController().signal,
    clock: systemClock,
    now: () => new Date(),
    onProgress: () => undefined,
  });
}

function assertPassed({ verdict, totals, notes }: Report): void {
  assert.deepEqual([verdict, totals.pass], ["pass", 24], JSON.stringify(totals));
  assert.deepEqual(notes, [
    "DaemonSet shop/node-metrics is left out: it uses the network of its node, where NetworkPolicies do not apply",
  ]);
}

describe("the example of a scenario from manifests", () => {
  it("passes on the memory cluster", async () => {
    assertPassed(await runOn(memoryCluster()));
  });

  it("passes on the local cluster", async function () {
    needsBox.call(this);
    this.timeout(120_000);
    assertPassed(await runOn(testCluster()));
  });
});
