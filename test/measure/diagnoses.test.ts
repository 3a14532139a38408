import assert from "node:assert/strict";
import { type MemoryClusterOptions, memoryCluster } from "../../src/cluster/memory.ts";
import type { Cluster, ClusterSession } from "../../src/cluster/port.ts";
import type { PodRef, Report } from "../../src/model/index.ts";
import { run } from "../../src/run.ts";
import { manualClock } from "../../src/system/clock.ts";
import { denyIntoX, pod, scenario, step } from "../model/build.ts";

/** A cluster that knows something of each pod. */
function knowing(options: MemoryClusterOptions): Cluster {
  const memory = memoryCluster(options);
  return {
    ...memory,
    open: async (world, signal) => {
      const session = await memory.open(world, signal);
      return new Proxy<ClusterSession>(session, {
        get: (target, name) => {
          if (name === "diagnose") return async (ref: PodRef) => `pod ${ref}: evicted (low on memory)`;
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
    },
  };
}

function findingsOf(options: MemoryClusterOptions): Promise<Report> {
  const pods = [pod("x/a"), pod("x/b"), pod("y/a")];
  return run(scenario(pods, [step("open"), denyIntoX]), knowing(options), {
    file: "f.yaml",
    signal: new AbortController().signal,
    clock: manualClock(),
    now: () => new Date(0),
    onProgress: () => undefined,
  });
}

describe("what a cluster says about a pod", () => {
  it("is in the report when the pod could not be asked, and of no other pod", async () => {
    const { findings } = await findingsOf({ isLost: (lost, round) => lost === "x/b" && round > 1 });
    const told = findings.filter((finding) => finding.includes("evicted"));
    assert.deepEqual(told, ["pod x/b: evicted (low on memory)"]);
  });

  it("is in the report when a sentinel never answers", async () => {
    const silent = "netverdict-sentinel/memory-1";
    const { findings, verdict } = await findingsOf({
      distort: ({ target }, seen) => (target === silent ? { outcome: "timeout" } : seen),
    });
    assert.equal(verdict, "unknown");
    const told = findings.filter((finding) => finding.includes("evicted"));
    assert.deepEqual(told, [`pod ${silent}: evicted (low on memory)`]);
  });

  it("is not asked for when everything was measured", async () => {
    const { findings } = await findingsOf({});
    assert.deepEqual(findings, []);
  });
});
