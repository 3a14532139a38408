import assert from "node:assert/strict";
import { ClusterError } from "../../src/cluster/port.ts";
import type { Report } from "../../src/model/index.ts";
import { runSuite, type SuiteItem, type SuiteOptions } from "../../src/suite/index.ts";
import { cell, report, step, unmeasured } from "../report/report-builder.ts";
import { item, world } from "./items.ts";

type Answer = "pass" | "unknown" | "broken";

const X = world(["x/a", "x/b"]);
const Y = world(["y/a", "y/b"]);

function reportAs({ id }: SuiteItem, answer: Answer): Report {
  const flow = "x/a -> x/b:80";
  if (answer === "pass") return report([step("open", [cell(flow)])], { scenario: id });
  const rounds = answer === "broken" ? 0 : 3;
  const open = { ...step("open", [unmeasured(flow, "answers came late")]), rounds };
  return report([open], { scenario: id });
}

/** Runs scenarios that come to one answer after another, and says which were run, in turn, in how many sessions at a time. */
async function run(
  answers: Readonly<Record<string, readonly Answer[]>>,
  changes: Partial<SuiteOptions> = {},
) {
  const items = Object.keys(answers).map((id) => item(id, id.startsWith("y") ? Y : X));
  const left = new Map(Object.entries(answers).map(([id, each]) => [id, [...each]]));
  const sessions: (readonly string[])[] = [];
  let open = 0;
  const runGroup: SuiteOptions["runGroup"] = async (_items, _lane, { next, onReport }) => {
    const ran: string[] = [];
    open += 1;
    for (let each = next(); each !== undefined; each = next()) {
      await new Promise((resolve) => setImmediate(resolve));
      ran.push(open === 1 ? each.id : `${each.id}, beside others`);
      onReport(
        each,
        reportAs(each, left.get(each.id)?.shift() ?? assert.fail(`${each.id} was run too often`)),
      );
    }
    open -= 1;
    if (ran.length > 0) sessions.push(ran);
  };
  const options = { jobs: 4, openingWeight: 0, failFast: false, signal: new AbortController().signal };
  const { outcomes, repeated, errors } = await runSuite(items, { ...options, runGroup, ...changes });
  return {
    sessions,
    errors,
    repeated: repeated.map(({ item: { id }, first }) => `${id}: ${first.verdict}`),
    verdicts: outcomes.map((each) => ("report" in each ? each.report.verdict : each.notRun)),
  };
}

describe("a scenario of a suite that stayed unknown", () => {
  it("is run once more, alone, and what it comes to then counts", async () => {
    const { sessions, repeated, verdicts } = await run({
      x1: ["pass"],
      x2: ["unknown", "pass"],
      x3: ["pass"],
      y1: ["unknown", "unknown"],
      y2: ["pass"],
    });
    assert.deepEqual(sessions.slice(-2), [["x2"], ["y1"]]);
    assert.deepEqual(repeated, ["x2: unknown", "y1: unknown"]);
    assert.deepEqual(verdicts, ["pass", "pass", "pass", "unknown", "pass"]);
  });

  it("is not where most of the suite is unknown: that is the cluster's", async () => {
    const { repeated, verdicts } = await run({ x1: ["pass"], x2: ["unknown"], x3: ["unknown"] });
    assert.deepEqual([repeated, verdicts], [[], ["pass", "unknown", "unknown"]]);
  });

  it("is also where nothing of it could be measured at first", async () => {
    const { repeated, verdicts } = await run({ x1: ["pass"], x2: ["pass"], x3: ["broken", "pass"] });
    assert.deepEqual([repeated, verdicts], [["x3: unknown"], ["pass", "pass", "pass"]]);
  });

  it("is not when the suite is to end after the first that did not pass", async () => {
    const { repeated } = await run({ x1: ["pass"], x2: ["unknown"] }, { jobs: 1, failFast: true });
    assert.deepEqual(repeated, []);
  });

  it("stays as it was when it cannot be run again, and the reason is told", async () => {
    let sessions = 0;
    const items = ["x1", "x2"].map((id) => item(id, X));
    const { outcomes, repeated, errors } = await runSuite(items, {
      jobs: 1,
      openingWeight: 0,
      failFast: false,
      signal: new AbortController().signal,
      runGroup: async (group, _lane, { next, onReport }) => {
        if (++sessions > 1) throw new ClusterError("no route");
        for (const each of group)
          if (next()) onReport(each, reportAs(each, each.id === "x1" ? "unknown" : "pass"));
      },
    });
    assert.deepEqual(repeated, []);
    assert.deepEqual(errors, ["no route"]);
    assert.deepEqual(
      outcomes.map((each) => "report" in each && each.report.verdict),
      ["unknown", "pass"],
    );
  });
});
