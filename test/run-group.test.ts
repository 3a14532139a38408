import assert from "node:assert/strict";
import { type MemoryClusterOptions, memoryCluster } from "../src/cluster/memory.ts";
import { type Cluster, ClusterError } from "../src/cluster/port.ts";
import { renamedCluster } from "../src/cluster/renamed.ts";
import { runGroup } from "../src/measure/index.ts";
import type { Change, Report, Scenario, ScenarioStep } from "../src/model/index.ts";
import { planScenario } from "../src/plan/index.ts";
import { manualClock } from "../src/system/clock.ts";
import { denyIntoX, pod, scenario, service, step } from "./model/build.ts";

const pods = [pod("x/a"), pod("x/b"), pod("y/a")];
const relabelled = step("relabelled", {
  changes: [
    { action: "label-pod", pod: "x/a", set: { odd: "one" }, unset: [] },
    { action: "remove-pod", pod: "y/a" },
  ],
});

interface Log {
  opened: number;
  closed: number;
  readonly changes: Change[][];
}

/** A memory cluster that counts its sessions and writes down what they are asked to change. */
function counted(log: Log, options: MemoryClusterOptions = {}, failing = ""): Cluster {
  const cluster = memoryCluster(options);
  return {
    ...cluster,
    open: async (world, signal) => {
      const session = await cluster.open(world, signal);
      log.opened++;
      const { apply } = session;
      session.apply = async (changes, ...rest) => {
        log.changes.push([...changes]);
        if (changes.some((change) => change.action === failing)) throw new ClusterError("forbidden");
        await apply.call(session, changes, ...rest);
      };
      session[Symbol.asyncDispose] = async () => void log.closed++;
      return session;
    },
  };
}

async function runAll(
  cluster: Cluster,
  steps: readonly (readonly ScenarioStep[])[],
  rest: { signal?: AbortSignal; stopAfter?: number; changes?: Partial<Scenario>; reports?: Report[] } = {},
): Promise<readonly Report[]> {
  const reports = rest.reports ?? [];
  const items = steps.map((each, index) => ({
    file: `${index}.yaml`,
    plan: planScenario(scenario(pods, each, rest.changes ?? {})),
  }));
  const waiting = [...items];
  await runGroup(items, cluster, {
    signal: rest.signal ?? new AbortController().signal,
    clock: manualClock(),
    now: () => new Date(0),
    onProgress: () => undefined,
    onReport: (_, report) => void reports.push(report),
    next: () => (reports.length === rest.stopAfter ? undefined : waiting.shift()),
  });
  return reports;
}

const newLog = (): Log => ({ opened: 0, closed: 0, changes: [] });
const verdicts = (reports: readonly Report[]) => reports.map(({ verdict }) => verdict);

describe("scenarios that are run in turn", () => {
  it("share one session, in which what each has changed is brought back for the next", async () => {
    const log = newLog();
    const reports = await runAll(counted(log), [[denyIntoX], [relabelled], [step("open")], [denyIntoX]]);
    assert.deepEqual(verdicts(reports), ["pass", "pass", "pass", "pass"]);
    assert.deepEqual([log.opened, log.closed], [1, 1]);
    assert.ok(log.changes.flat().some(({ action }) => action === "create-pod"));
  });

  it("need the proof that policies are enforced once, and a positive control each", async () => {
    const [first, second] = await runAll(counted(newLog()), [[denyIntoX], [denyIntoX]]);
    assert.deepEqual([first?.enforcement, second?.enforcement], ["enforced", "enforced"]);
    assert.equal(second?.totals.pass, 6);
  });

  it("share the Services that any of them has", async () => {
    const web = service("x/web", { app: "web" });
    const cluster = memoryCluster();
    const opened: (readonly string[])[] = [];
    const watched: Cluster = {
      ...cluster,
      open: (world, signal) => {
        opened.push(world.services.map(({ ref }) => ref));
        return cluster.open(world, signal);
      },
    };
    await runAll(watched, [[step("open")]], { changes: { services: [web] } });
    assert.deepEqual(opened, [["x/web"]]);
  });

  it("have as many nodes as any of them needs, under names of their own as well", async () => {
    const cluster = memoryCluster({ capabilities: { nodes: 5 } });
    const opened: (number | undefined)[] = [];
    const watched: Cluster = {
      ...cluster,
      open: (world, signal) => {
        opened.push(world.nodes);
        return cluster.open(world, signal);
      },
    };
    const requires = [{ feature: "nodes", atLeast: 4 }] as const;
    await runAll(watched, [[step("open")], [step("open")]], { changes: { requires } });
    await runAll(renamedCluster(watched, "-2"), [[step("open")]], { changes: { requires } });
    assert.deepEqual(opened, [4, 4]);
  });

  it("are each proven not to be enforced where nothing is", async () => {
    const log = newLog();
    const reports = await runAll(counted(log, { enforces: false }), [[denyIntoX], [denyIntoX]]);
    assert.deepEqual(
      reports.map(({ enforcement }) => enforcement),
      ["not-enforced", "not-enforced"],
    );
    assert.equal(log.opened, 2);
  });

  it("go on in a new session when one was lost or a change failed, which makes that scenario unknown", async () => {
    const log = newLog();
    const cluster = counted(log, {}, "label-pod");
    const reports = await runAll(cluster, [[step("open")], [relabelled], [denyIntoX]]);
    assert.deepEqual(verdicts(reports), ["pass", "unknown", "pass"]);
    assert.deepEqual(reports[1]?.findings, ["forbidden"]);
    assert.deepEqual([log.opened, log.closed], [2, 2]);
  });

  it("go on in a new session when a pod could not be asked, which makes that scenario unknown", async () => {
    const log = newLog();
    const reports: Report[] = [];
    const isLost = (ref: string): boolean => ref === "x/b" && reports.length === 1;
    await runAll(counted(log, { isLost }), [[denyIntoX], [denyIntoX], [denyIntoX]], { reports });
    assert.deepEqual(verdicts(reports), ["pass", "unknown", "pass"]);
    assert.deepEqual([log.opened, log.closed], [2, 2]);
  });

  it("end with a defect of ours, which is no failure of the cluster's, and the session with them", async () => {
    const log = newLog();
    const cluster = counted(log);
    const defective: Cluster = {
      ...cluster,
      open: async (...args) => {
        const session = await cluster.open(...args);
        session.apply = async () => assert.fail(new TypeError("x is undefined"));
        return session;
      },
    };
    await assert.rejects(runAll(defective, [[denyIntoX], [denyIntoX]]), TypeError);
    assert.deepEqual([log.opened, log.closed], [1, 1]);
  });

  it("are so many to a session and no more, since pods do not live for ever", async () => {
    const log = newLog();
    const reports = await runAll(counted(log), new Array(151).fill([step("open")]));
    assert.ok(reports.every(({ verdict }) => verdict === "pass"));
    assert.deepEqual([log.opened, log.closed], [2, 2]);
  });

  it("are skipped without opening anything where the cluster lacks what they need", async () => {
    const log = newLog();
    const requires = [{ feature: "nodes", atLeast: 3 }] as const;
    const cluster = counted(log, { capabilities: { nodes: 2 } });
    const [report] = await runAll(cluster, [[denyIntoX]], { changes: { requires } });
    assert.deepEqual([report?.verdict, report?.skipped.length, report?.totals.skipped], ["skipped", 1, 6]);
    assert.equal(log.opened, 0);
  });

  it("end when they are told to, and the session with them", async () => {
    const log = newLog();
    assert.equal((await runAll(counted(log), [[denyIntoX], [denyIntoX]], { stopAfter: 1 })).length, 1);
    assert.deepEqual([log.opened, log.closed], [1, 1]);
  });

  it("are not begun once the run was interrupted", async () => {
    const controller = new AbortController();
    const interrupted = memoryCluster({
      distort: ({ source }, seen, round) => {
        if (source === "x/a" && round === 2) controller.abort(new Error("stop"));
        return seen;
      },
    });
    const reports = await runAll(interrupted, [[denyIntoX], [denyIntoX]], { signal: controller.signal });
    assert.deepEqual(verdicts(reports), ["unknown"]);
  });
});
