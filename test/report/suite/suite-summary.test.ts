import assert from "node:assert/strict";
import { summarise } from "../../../src/report/suite/suite-summary.ts";
import { failed, notRun, passed, skipped, suite, unsure } from "../suite-builder.ts";

describe("a suite in numbers", () => {
  const summary = summarise(
    suite([
      passed("a", { tags: ["ingress", "udp"], durationMs: 10 }),
      failed("b", { tags: ["ingress"], durationMs: 30 }),
      unsure("c", { durationMs: 20 }),
      skipped("d", "needs 2 nodes"),
      skipped("e", "no SCTP"),
      skipped("f", "no SCTP"),
      notRun("g", "interrupted", ["udp"]),
    ]),
  );

  it("counts scenarios and cells by what they came to", () => {
    assert.deepEqual(summary.scenarios, { pass: 1, fail: 1, unknown: 1, skipped: 3, "not run": 1 });
    assert.deepEqual(summary.cells, { pass: 5, fail: 1, unknown: 1, skipped: 3 });
  });

  it("counts them for each tag, those not run too", () => {
    assert.deepEqual(summary.tags, [
      { tag: "ingress", scenarios: { pass: 1, fail: 1 }, cells: { pass: 5, fail: 1 } },
      { tag: "udp", scenarios: { pass: 1, "not run": 1 }, cells: { pass: 2 } },
    ]);
  });

  it("groups what was skipped by reason, the most frequent first", () => {
    assert.deepEqual(summary.skips, [
      { reason: "no SCTP", ids: ["e", "f"] },
      { reason: "needs 2 nodes", ids: ["d"] },
    ]);
  });

  it("compares what was predicted with what was observed", () => {
    assert.deepEqual(summary.agreement, { agreed: 5, compared: 6 });
  });

  it("names the slowest, without what was skipped", () => {
    assert.deepEqual(
      summary.slowest.map(({ id }) => id),
      ["b", "c", "a"],
    );
  });
});
