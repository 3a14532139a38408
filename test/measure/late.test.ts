import assert from "node:assert/strict";
import { MEMORY_LIMITS, memoryCluster } from "../../src/cluster/memory.ts";
import { type Cluster, ClusterError, type ClusterSession } from "../../src/cluster/port.ts";
import { runGroup, runLimits } from "../../src/measure/index.ts";
import type { Report } from "../../src/model/index.ts";
import { planScenario } from "../../src/plan/index.ts";
import { run } from "../../src/run.ts";
import { manualClock } from "../../src/system/clock.ts";
import { promiseWithResolvers } from "../../src/system/promise-with-resolvers.ts";
import { denyIntoX, pod, scenario, step } from "../model/build.ts";
import { type SteppedClock, steppedClock } from "../system/stepped-clock.ts";

const declared = scenario(
  [pod("x/a"), pod("x/b"), pod("y/a")],
  [step("open"), denyIntoX, { ...denyIntoX, name: "after", changes: [] }],
);
const plan = planScenario(declared);
const { totalMs } = runLimits(declared, MEMORY_LIMITS);

const hang = (): Promise<never> => new Promise(() => undefined);

/** Ends with the reason of a signal, as what heeds it does. */
const hangUntil = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

/** A memory cluster whose sessions are changed before they are handed out. */
function changed(change: (session: ClusterSession) => void): Cluster {
  const memory = memoryCluster();
  return {
    ...memory,
    open: async (world, signal) => {
      const session = await memory.open(world, signal);
      change(session);
      return session;
    },
  };
}

/** A cluster that never takes the policy of the second step. */
function hangingAtSecondStep(hanging: (signal: AbortSignal) => Promise<never>): Cluster {
  return changed((session) => {
    const { apply } = session;
    session.apply = (changes, signal) => {
      const isSecond = changes.some(
        (each) => each.action === "apply" && each.object.metadata.name === "deny",
      );
      return isSecond ? hanging(signal) : apply.call(session, changes, signal);
    };
  });
}

/** The outcome of work that is over when the run's deadline is. */
async function atDeadline<T>(deadlines: SteppedClock, work: Promise<T>): Promise<T> {
  const late = deadlines.advance(totalMs).then(() => assert.fail("the run goes on after its deadline"));
  return Promise.race([work, late]);
}

function runOn(cluster: Cluster): Promise<Report> {
  const deadlines = steppedClock();
  return atDeadline(deadlines, run(declared, cluster, { file: "f.yaml", ...options(deadlines) }));
}

function options(deadlines: SteppedClock) {
  return {
    signal: new AbortController().signal,
    clock: manualClock(),
    deadlines,
    now: () => new Date(0),
    onProgress: () => undefined,
  };
}

const verdicts = ({ steps }: Report) => steps.map(({ verdict }) => verdict);

describe("a run whose cluster hangs", () => {
  const behaviours = [
    ["and heeds its signal", hangUntil],
    ["and heeds nothing", hang],
  ] as const;

  for (const [behaviour, hanging] of behaviours) {
    it(`while it opens ${behaviour} ends at its deadline with the reason`, async () => {
      const cluster: Cluster = { ...memoryCluster(), open: (_, signal) => hanging(signal) };
      await assert.rejects(runOn(cluster), (error: unknown) => {
        assert.ok(error instanceof ClusterError);
        assert.match(error.message, /^cluster memory was not ready within \d+ s$/);
        return true;
      });
    });

    it(`in a step ${behaviour} ends at its deadline, that step and those after it being unknown`, async () => {
      const report = await runOn(hangingAtSecondStep(hanging));
      assert.deepEqual(verdicts(report), ["pass", "unknown", "unknown"]);
      const causes = new Set(report.steps.slice(1).flatMap(({ cells }) => cells.map(({ cause }) => cause)));
      assert.equal(causes.size, 1);
      assert.match([...causes][0] ?? "", /^not measured: the steps of this run did not end within \d+ s$/);
      assert.match(report.findings[0] ?? "", /^the run ended early: the steps of this run did not end/);
    });
  }

  it("while it says what it offers ends at its deadline with the reason", async () => {
    const cluster: Cluster = { ...memoryCluster(), capabilities: hang };
    await assert.rejects(runOn(cluster), /cluster memory did not say what it offers within 1 s/);
  });

  it("while it removes what was created has a report that says so, and is unknown", async () => {
    const report = await runOn(
      changed((session) => {
        session[Symbol.asyncDispose] = hang;
      }),
    );
    assert.deepEqual(verdicts(report), ["pass", "pass", "pass"]);
    assert.equal(report.verdict, "unknown");
    assert.deepEqual(report.findings, ["what was created was not removed within 1 s"]);
  });

  it("while it is asked about a pod that was lost says so", async () => {
    const report = await runOn(
      changed((session) => {
        session.diagnose = hang;
        session.probe = async (from) => {
          throw new ClusterError(`${from} is lost`);
        };
      }),
    );
    assert.match(report.findings.join("\n"), /x\/a could not be looked at: it was not found out within 20 s/);
  });

  it("closes a session that opens after it was given up", async () => {
    const deadlines = steppedClock();
    let isClosed = false;
    const open = promiseWithResolvers<ClusterSession>();
    const cluster: Cluster = { ...memoryCluster(), open: () => open.promise };
    const ended = run(declared, cluster, { file: "f.yaml", ...options(deadlines) });
    await atDeadline(deadlines, assert.rejects(ended, ClusterError));
    const session = await memoryCluster().open(declared, new AbortController().signal);
    session[Symbol.asyncDispose] = async () => {
      isClosed = true;
    };
    open.resolve(session);
    await deadlines.advance(0);
    assert.ok(isClosed);
  });

  it("keeps none of the scenarios that follow in a suite from being measured", async () => {
    const deadlines = steppedClock();
    const reports: Report[] = [];
    const [hanging, sound] = [hangingAtSecondStep(hang), memoryCluster()];
    let opened = 0;
    const items = ["1.yaml", "2.yaml"].map((file) => ({ file, plan }));
    const waiting = [...items];
    await atDeadline(
      deadlines,
      runGroup(
        items,
        { ...sound, open: (...args) => (opened++ === 0 ? hanging : sound).open(...args) },
        { ...options(deadlines), onReport: (_, report) => reports.push(report), next: () => waiting.shift() },
      ),
    );
    assert.deepEqual(
      reports.map(({ verdict }) => verdict),
      ["unknown", "pass"],
    );
  });
});
