import assert from "node:assert/strict";
import { attemptMany } from "../../../src/cli/attempt/attempt-many.ts";
import { memoryCluster } from "../../../src/cluster/memory.ts";
import type { Cluster } from "../../../src/cluster/port.ts";
import { item, world } from "../../suite/items.ts";

const SILENT = { isTTY: false, columns: 80, write: () => undefined };

/** The namespaces of each session that two scenarios of different worlds open side by side. */
async function openedSideBySide(kind: Cluster["kind"]): Promise<readonly string[]> {
  const opened: string[] = [];
  let begin = (): void => undefined;
  const bothOpen = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const memory = memoryCluster();
  const cluster: Cluster = {
    ...memory,
    kind,
    open: async (made, signal) => {
      opened.push(made.namespaces.map(({ name }) => name).join(" "));
      if (opened.length === 2) begin();
      await bothOpen;
      return await memory.open(made, signal);
    },
  };
  const items = [item("a", world(["x/a", "x/b"])), item("b", world(["x/a", "x/c"]))];
  const attempt = attemptMany(items, { name: "suite", jobs: 2, failFast: false }, SILENT);
  const outcome = await attempt.start(cluster, new AbortController().signal);
  assert.ok("results" in outcome && outcome.results.length === 2);
  return opened.sort();
}

describe("scenarios that run side by side", () => {
  it("have namespaces of their own in one Kubernetes cluster", async () => {
    assert.deepEqual(await openedSideBySide("kubernetes"), ["x", "x-nv2"]);
  });

  it("keep their names where every session has a cluster of its own", async () => {
    assert.deepEqual(await openedSideBySide("local"), ["x", "x"]);
  });
});
