import assert from "node:assert/strict";
import { type MemoryClusterOptions, memoryCluster } from "../src/cluster/memory.ts";
import { type Cluster, ClusterError } from "../src/cluster/port.ts";
import type { Report, ScenarioStep } from "../src/model/index.ts";
import { run } from "../src/run.ts";
import { manualClock } from "../src/system/clock.ts";
import { allowAll, denyIntoX, pod, scenario, step } from "./model/build.ts";

const pods = [pod("x/a"), pod("x/b"), pod("y/a")];
const open = step("open");

function runOn(
  cluster: Cluster,
  steps: readonly ScenarioStep[] = [open, denyIntoX],
  signal?: AbortSignal,
): Promise<Report> {
  return run(scenario(pods, steps), cluster, {
    file: "f.yaml",
    signal: signal ?? new AbortController().signal,
    clock: manualClock(),
    now: () => new Date(0),
    onProgress: () => undefined,
  });
}

function runDistorted(distort: NonNullable<MemoryClusterOptions["distort"]>): Promise<Report> {
  return runOn(memoryCluster({ distort }));
}

describe("a run", () => {
  it("passes on a cluster that does what the policies say", async () => {
    const report = await runOn(memoryCluster());
    assert.deepEqual([report.verdict, report.enforcement, report.totals.pass], ["pass", "enforced", 12]);
  });

  it("fails the cells that the cluster leaves open", async () => {
    const report = await runDistorted((flow, seen) =>
      flow.target === "x/a" && flow.source === "y/a" ? { outcome: "reachable" } : seen,
    );
    const failed = report.steps[1]?.cells.filter(({ verdict }) => verdict === "fail");
    assert.deepEqual(
      failed?.map(({ flow, expected, predicted }) => [
        flow.source,
        flow.target,
        expected,
        predicted?.allowed,
      ]),
      [["y/a", "x/a", "deny", false]],
    );
    assert.equal(report.verdict, "fail");
  });

  it("fails the cells whose declaration the policies contradict", async () => {
    const report = await runOn(memoryCluster(), [{ ...denyIntoX, expect: allowAll }]);
    assert.equal(report.totals.fail, 4);
  });

  it("says that a cluster does not enforce policies before anything else, and measures no step", async () => {
    const report = await runOn(memoryCluster({ enforces: false }));
    assert.equal(report.enforcement, "not-enforced");
    assert.match(report.findings[0] ?? "", /does not enforce NetworkPolicy/);
    assert.deepEqual([report.verdict, report.totals.unknown, report.totals.fail], ["fail", 12, 0]);
  });

  it("is unknown where a pod's channel is lost, towards that pod as well, and passes nothing there", async () => {
    const report = await runOn(memoryCluster({ isLost: (lost, round) => lost === "x/b" && round > 1 }));
    const touched = report.steps.flatMap(({ cells }) =>
      cells.filter(
        ({ flow, observed }) =>
          observed.outcome !== "reachable" && `${flow.source}${flow.target}`.includes("x/b"),
      ),
    );
    assert.ok(touched.length > 0);
    assert.ok(touched.every(({ verdict }) => verdict === "unknown"));
    assert.equal(report.totals.fail, 0);
    assert.equal(report.verdict, "unknown");
  });

  it("is unknown when a listener was silent from the start, though silence was expected", async () => {
    const report = await runDistorted((flow, seen) =>
      flow.target === "x/a" ? { outcome: "timeout" } : seen,
    );
    const [step] = report.steps.slice(1);
    const denied = step?.cells.filter(({ flow }) => flow.target === "x/a");
    assert.deepEqual(
      denied?.map(({ verdict }) => verdict),
      ["unknown", "unknown"],
    );
  });

  it("calls flaky what changes after it had settled", async () => {
    const report = await runDistorted((flow, seen, round) =>
      flow.source === "y/a" && flow.target === "x/a" && round === 4 ? { outcome: "reachable" } : seen,
    );
    assert.equal(report.steps[1]?.cells.find(({ flow }) => flow.source === "y/a")?.verdict, "flaky");
  });

  it("disposes of the session however it ends, and does not pass when that fails", async () => {
    const cluster = memoryCluster();
    const dirty: Cluster = {
      ...cluster,
      open: async (plan, signal) => {
        const session = await cluster.open(plan, signal);
        session[Symbol.asyncDispose] = () => Promise.reject(new ClusterError("namespace x is still there"));
        return session;
      },
    };
    const report = await runOn(dirty);
    assert.deepEqual([report.verdict, report.findings], ["unknown", ["namespace x is still there"]]);
  });

  it("names both errors when measuring and cleaning up fail", async () => {
    const broken: Cluster = {
      ...memoryCluster(),
      open: async (plan, signal) => {
        const session = await memoryCluster().open(plan, signal);
        session.apply = () => Promise.reject(new ClusterError("forbidden"));
        session[Symbol.asyncDispose] = () => Promise.reject(new ClusterError("namespace x is still there"));
        return session;
      },
    };
    await assert.rejects(runOn(broken), /forbidden\nnamespace x is still there/);
  });

  it("reports what was complete when it is interrupted", async () => {
    const controller = new AbortController();
    const cluster = memoryCluster({
      distort: ({ source }, seen, round) => {
        if (source === "x/a" && round === 3) controller.abort(new Error("stop"));
        return seen;
      },
    });
    const report = await runOn(cluster, [open, denyIntoX], controller.signal);
    assert.deepEqual(
      report.steps.map(({ verdict }) => verdict),
      ["pass", "unknown"],
    );
    assert.equal(report.verdict, "unknown");
  });

  it("keeps the steps that were measured when the cluster fails in a later one", async () => {
    const failing: Cluster = {
      ...memoryCluster(),
      open: async (plan, signal) => {
        const session = await memoryCluster().open(plan, signal);
        const { apply } = session;
        session.apply = async (changes, ...rest) => {
          if (changes.some(({ action }) => action === "remove-pod"))
            throw new ClusterError("the box is gone");
          await apply.call(session, changes, ...rest);
        };
        return session;
      },
    };
    const last = step("last", { changes: [{ action: "remove-pod", pod: "y/a" }] });
    const report = await runOn(failing, [open, last]);
    assert.deepEqual(
      report.steps.map(({ verdict }) => verdict),
      ["pass", "unknown"],
    );
    assert.match(report.findings.join(), /the run ended early: the box is gone/);
  });

  it("does not pass a denial in a step without changes when the sentinels no longer answer", async () => {
    const again = step("again", { expect: denyIntoX.expect });
    const report = await runOn(
      memoryCluster({
        // Once the control, the canary and two rounds are over, nothing gets through any more.
        distort: (_, seen, round) => (round > 6 ? { outcome: "timeout" } : seen),
      }),
      [denyIntoX, again],
    );
    const denied = report.steps[1]?.cells.filter(({ expected }) => expected === "deny") ?? [];
    assert.ok(denied.length > 0);
    assert.ok(denied.every(({ verdict }) => verdict === "unknown"));
  });

  it("is unknown where the scenario's hold cannot be reached within the grace period", async () => {
    const report = await run(
      { ...scenario(pods, [open]), timeouts: { probeMs: "auto", settleMs: 3000, hold: 1_000_000 } },
      memoryCluster(),
      {
        file: "f.yaml",
        signal: new AbortController().signal,
        clock: manualClock(),
        now: () => new Date(0),
        onProgress: () => undefined,
      },
    );
    assert.equal(report.verdict, "unknown");
    assert.match(report.steps[0]?.cells[0]?.cause ?? "", /in a row, not for 1000000/);
  });
});
