import assert from "node:assert/strict";
import { ClusterError } from "../../src/cluster/port.ts";
import type { Verdict } from "../../src/model/index.ts";
import { type GroupHooks, runSuite, type SuiteItem, type SuiteOptions } from "../../src/suite/index.ts";
import { ids, item, reportOf, world } from "./items.ts";

/** Runs groups as a cluster would, with verdicts by id, and records which sessions were open at the same time. */
class FakeSessions {
  /** What each session has run. */
  readonly groups: (readonly string[])[] = [];
  readonly overlaps = new Set<string>();
  readonly verdicts: Readonly<Record<string, Verdict>>;
  readonly errors: Readonly<Record<string, Error>>;
  #open: string[] = [];

  constructor(
    verdicts: Readonly<Record<string, Verdict>> = {},
    errors: Readonly<Record<string, Error>> = {},
  ) {
    this.verdicts = verdicts;
    this.errors = errors;
  }

  readonly runGroup = async (
    items: readonly SuiteItem[],
    _lane: number,
    hooks: GroupHooks,
  ): Promise<void> => {
    const name = `${ids(items).join()}#${this.groups.length}`;
    const taken: string[] = [];
    this.groups.push(taken);
    for (const other of this.#open) this.overlaps.add([other, name].sort().join(" "));
    this.#open.push(name);
    try {
      for (let each = hooks.next(); each !== undefined; each = hooks.next()) {
        taken.push(each.id);
        await new Promise((next) => setImmediate(next));
        const error = this.errors[each.id];
        if (error !== undefined) throw error;
        hooks.onReport(each, reportOf(each, this.verdicts[each.id]));
      }
    } finally {
      this.#open = this.#open.filter((open) => open !== name);
    }
  };
}

async function run(items: readonly SuiteItem[], sessions: FakeSessions, changes: Partial<SuiteOptions> = {}) {
  const { outcomes, errors } = await runSuite(items, {
    jobs: 4,
    openingWeight: 0,
    failFast: false,
    signal: new AbortController().signal,
    runGroup: sessions.runGroup,
    ...changes,
  });
  return {
    outcomes: outcomes.map((each) => [each.item.id, "report" in each ? each.report.verdict : each.notRun]),
    errors,
  };
}

const X = world(["x/a", "x/b"]);
const Y = world(["y/a", "y/b"]);

describe("a suite", () => {
  it("runs scenarios with equal worlds in one session, and answers in the order of the suite", async () => {
    const sessions = new FakeSessions();
    const items = [item("1", X), item("2", Y), item("3", X)];
    const { outcomes } = await run(items, sessions, { jobs: 1 });
    assert.deepEqual(sessions.groups, [["1", "3"], ["2"]]);
    assert.deepEqual(outcomes, [
      ["1", "pass"],
      ["2", "pass"],
      ["3", "pass"],
    ]);
  });

  it("gives a group several sessions at a time, which take its scenarios as they get to them", async () => {
    const sessions = new FakeSessions();
    const { outcomes } = await run(
      ["1", "2", "3", "4"].map((id) => item(id, X)),
      sessions,
      { jobs: 2 },
    );
    assert.deepEqual(sessions.groups, [
      ["1", "3"],
      ["2", "4"],
    ]);
    assert.equal(sessions.overlaps.size, 1);
    assert.ok(outcomes.every(([, verdict]) => verdict === "pass"));
  });

  it("gives a group no more sessions than are worth their opening", async () => {
    const sessions = new FakeSessions();
    await run([item("1", X), item("2", X), item("3", X)], sessions, { openingWeight: 1_000_000 });
    assert.deepEqual(sessions.groups, [["1", "2", "3"]]);
  });

  it("ends after the first that did not pass if it is to fail fast, and says so of the rest", async () => {
    const sessions = new FakeSessions({ "1": "skipped", "2": "fail" });
    const items = ["1", "2", "3"].map((id) => item(id, X));
    const { outcomes } = await run(items, sessions, { jobs: 1, failFast: true });
    assert.deepEqual(outcomes, [
      ["1", "skipped"],
      ["2", "fail"],
      ["3", "2 did not pass (--fail-fast)"],
    ]);
  });

  it("says of what an interruption kept from running that it was interrupted", async () => {
    const controller = new AbortController();
    const items = [item("1", X), item("2", Y)];
    const runGroup = async (
      group: readonly SuiteItem[],
      _lane: number,
      { onReport, next }: GroupHooks,
    ): Promise<void> => {
      for (const each of group) if (next() !== undefined) onReport(each, reportOf(each));
      controller.abort();
    };
    const { signal } = controller;
    const { outcomes, errors } = await run(items, new FakeSessions(), { jobs: 1, signal, runGroup });
    assert.deepEqual(outcomes, [
      ["1", "pass"],
      ["2", "the suite was interrupted"],
    ]);
    assert.deepEqual(errors, []);
  });

  it("does not take the interruption of a session that was opening for an error", async () => {
    const controller = new AbortController();
    const reason = new Error("interrupted by SIGINT");
    const runGroup = async (): Promise<void> => {
      controller.abort(reason);
      throw reason;
    };
    const { signal } = controller;
    const { outcomes, errors } = await run([item("1", X)], new FakeSessions(), { signal, runGroup });
    assert.deepEqual(outcomes, [["1", "the suite was interrupted"]]);
    assert.deepEqual(errors, []);
  });

  it("goes on with other worlds when one cannot be made, and gives the reason for its scenarios", async () => {
    const sessions = new FakeSessions({}, { "2": new ClusterError("namespace x is taken") });
    const items = [item("1", X), item("2", X), item("3", X), item("4", Y)];
    const { outcomes, errors } = await run(items, sessions, { openingWeight: 1_000_000 });
    assert.deepEqual(outcomes, [
      ["1", "pass"],
      ["2", "namespace x is taken"],
      ["3", "namespace x is taken"],
      ["4", "pass"],
    ]);
    assert.deepEqual(errors, ["namespace x is taken"]);
  });

  it("keeps an error that came after the last report, since something may be left behind", async () => {
    const runGroup = async (
      items: readonly SuiteItem[],
      _lane: number,
      { onReport, next }: GroupHooks,
    ): Promise<void> => {
      for (const each of items) if (next() !== undefined) onReport(each, reportOf(each));
      throw new ClusterError("namespace x is still there");
    };
    const { outcomes, errors } = await run([item("1", X)], new FakeSessions(), { runGroup });
    assert.deepEqual(outcomes, [["1", "pass"]]);
    assert.deepEqual(errors, ["namespace x is still there"]);
  });

  it("gives up on a cluster that was never usable", async () => {
    const items = Array.from({ length: 5 }, (_, index) => item(`${index}`, world([`n${index}/a`])));
    const failing = Object.fromEntries(ids(items).map((id) => [id, new ClusterError("no route")]));
    const sessions = new FakeSessions({}, failing);
    const { outcomes, errors } = await run(items, sessions, { jobs: 1 });
    assert.equal(sessions.groups.length, 3);
    assert.deepEqual(outcomes.at(-1), ["4", "the cluster could not be used"]);
    assert.deepEqual(errors, ["no route"]);
  });

  it("does not swallow a defect", async () => {
    const sessions = new FakeSessions({}, { "1": new TypeError("a defect") });
    await assert.rejects(run([item("1", X), item("2", Y)], sessions), /a defect/);
  });

  it("of a runner that leaves a scenario out for no reason is a defect", async () => {
    const runGroup = (): Promise<void> => Promise.resolve();
    await assert.rejects(run([item("1", X)], new FakeSessions(), { runGroup }), /1 was neither run nor kept/);
  });
});
