import assert from "node:assert/strict";
import fc from "fast-check";
import { type SuiteItem, shardOf } from "../../src/suite/index.ts";
import { weightOf } from "../../src/suite/size.ts";
import { ids, item, world } from "./items.ts";

const WORLDS = [["x/a"], ["x/a", "x/b"], ["y/a", "y/b", "y/c"]] as const;

/** Scenarios of these worlds and this many steps. */
const suites = fc
  .array(fc.tuple(fc.constantFrom(...WORLDS), fc.integer({ min: 1, max: 6 })), {
    minLength: 1,
    maxLength: 25,
  })
  .map((parts): readonly SuiteItem[] =>
    parts.map(([pods, steps], index) => item(`${index}`, world(pods, steps))),
  );

function allShards(items: readonly SuiteItem[], count: number): readonly (readonly SuiteItem[])[] {
  return Array.from({ length: count }, (_, index) => shardOf(items, { index: index + 1, count }));
}

function weight(items: readonly SuiteItem[]): number {
  return items.reduce((sum, { size }) => sum + weightOf(size), 0);
}

describe("the shards of a suite", () => {
  it("together hold every scenario once, each in the order of the suite", () => {
    fc.assert(
      fc.property(suites, fc.integer({ min: 1, max: 8 }), (items, count) => {
        const shards = allShards(items, count).map(ids);
        const numbers = shards.map((shard) => shard.map(Number));
        for (const shard of numbers)
          assert.deepEqual(
            shard,
            [...shard].sort((a, b) => a - b),
          );
        assert.deepEqual(
          numbers.flat().sort((a, b) => a - b),
          items.map((_, index) => index),
        );
      }),
      { numRuns: 50 },
    );
  });

  it("differ by no more than one piece", () => {
    fc.assert(
      fc.property(suites, fc.integer({ min: 1, max: 8 }), (items, count) => {
        const weights = allShards(items, count).map(weight);
        const largest = Math.max(weight(items) / count, ...items.map((each) => weight([each])));
        assert.ok(Math.max(...weights) - Math.min(...weights) <= largest + 0.001);
      }),
      { numRuns: 50 },
    );
  });

  it("are none of them empty as long as there are scenarios for all", () => {
    const items = [item("heavy", world(["x/a"], 50)), item("b", world(["x/a"])), item("c", world(["x/a"]))];
    assert.deepEqual(
      allShards(items, 3).map((shard) => shard.length),
      [1, 1, 1],
    );
    assert.deepEqual(
      allShards(items, 4).map((shard) => shard.length),
      [1, 1, 1, 0],
    );
  });

  it("keep equal worlds together where that is balanced", () => {
    const one = world(["x/a", "x/b"]);
    const other = world(["y/a", "y/b"]);
    const items = [item("1", one), item("2", other), item("3", one), item("4", other)];
    assert.deepEqual(allShards(items, 2).map(ids), [
      ["1", "3"],
      ["2", "4"],
    ]);
  });
});
