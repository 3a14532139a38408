import assert from "node:assert/strict";
import fc from "fast-check";
import { latestEndMs } from "../../src/suite/latest-end.ts";
import { runSuite } from "../../src/suite/run-suite.ts";
import { cell, report, step, unmeasured } from "../report/report-builder.ts";
import { steppedClock } from "../system/stepped-clock.ts";
import { item, world } from "./items.ts";

/** Scenarios, each with a world of a few, the time that it takes, and whether it stays unknown and is run again. */
const suite = fc.array(
  fc.record({
    place: fc.constantFrom("a", "b", "c"),
    ms: fc.integer({ min: 1, max: 9 }),
    isUnknown: fc.boolean(),
  }),
  {
    minLength: 1,
    maxLength: 8,
  },
);

const UNKNOWN = report([step("open", [unmeasured("x/a -> x/b:80", "answers came late")])]);

describe("when a suite has ended at the latest", () => {
  it("is never before it has, however its scenarios are shared among sessions", async () => {
    await fc.assert(
      fc.asyncProperty(suite, fc.integer({ min: 1, max: 4 }), async (scenarios, jobs) => {
        const items = scenarios.map(({ place }, index) => item(`${index}`, world([`x/${place}`])));
        const msOf = ({ id }: { readonly id: string }) => scenarios[Number(id)]?.ms ?? 0;
        const clock = steppedClock();
        const ended = runSuite(items, {
          jobs,
          openingWeight: 1,
          failFast: false,
          signal: new AbortController().signal,
          runGroup: async (_items, _lane, { next, onReport }) => {
            for (let each = next(); each !== undefined; each = next()) {
              await clock.wait(msOf(each));
              const isUnknown = scenarios[Number(each.id)]?.isUnknown;
              onReport(each, isUnknown ? UNKNOWN : report([step("open", [cell("x/a -> x/b:80")])]));
            }
          },
        });
        await clock.advance(latestEndMs(items, jobs, msOf));
        const open = Symbol("open");
        assert.notEqual(await Promise.race([ended, Promise.resolve(open)]), open);
      }),
      { numRuns: 100 },
    );
  });

  it("is the sum of all when one follows the other, and of those that may be run again", () => {
    const items = ["one", "two"].map((id) => item(id, world([`x/${id}`])));
    assert.equal(
      latestEndMs(items, 1, () => 5),
      10 + 5,
    );
  });

  it("comes sooner when scenarios of several worlds are side by side", () => {
    const items = ["one", "two", "three", "four"].map((id) => item(id, world([`x/${id}`])));
    assert.equal(
      latestEndMs(items, 4, () => 8),
      16 + 16,
    );
  });
});
