import assert from "node:assert/strict";
import { findingsOf } from "../../scripts/detect/findings.ts";
import type { Report } from "../../src/model/index.ts";
import type { ItemOutcome } from "../../src/suite/index.ts";
import { failed, passed, unsure } from "../report/suite-builder.ts";
import { itemsIn } from "../scenario-suites/suite-folders.ts";

const [one, two, three, four] = itemsIn("recipes");

function outcome(
  item: typeof one,
  ran: { readonly report: unknown } | { readonly notRun: string },
): ItemOutcome {
  return { item, ...ran } as ItemOutcome;
}

/** Of two steps, each of so many rounds. */
function failedAfter(rounds: number): { readonly report: Report } {
  const { report } = failed("a", { verdict: "fail" });
  return { report: { ...report, steps: report.steps.map((step) => ({ ...step, rounds })) } };
}

describe("what a run of a suite with a fault came to", () => {
  it("counts what failed and what is not known, and names the failure that took fewest probes", () => {
    const findings = findingsOf([
      outcome(one, failedAfter(5)),
      outcome(two, failedAfter(2)),
      outcome(three, unsure("c", { verdict: "unknown" })),
      outcome(four, { notRun: "interrupted" }),
    ]);
    assert.deepEqual([findings.scenarios, findings.failed, findings.unknown], [4, 2, 2]);
    assert.equal(findings.cheapest?.id, two?.id);
    assert.equal(findings.cheapest?.rounds, 4);
    assert.match(findings.cheapest?.sentence ?? "", /x\/a -> x\/b:80/);
  });

  it("names none where all passed", () => {
    assert.deepEqual(findingsOf([outcome(one, passed("a", { verdict: "pass" }))]), {
      scenarios: 1,
      failed: 0,
      unknown: 0,
    });
  });
});
