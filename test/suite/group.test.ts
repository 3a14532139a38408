import assert from "node:assert/strict";
import fc from "fast-check";
import { cut, groupByWorld, type WeighedItem } from "../../src/suite/group.ts";
import { pod } from "../model/build.ts";
import { ids, item, world } from "./items.ts";

function idsOf(items: readonly WeighedItem[]): readonly string[] {
  return ids(items.map(({ item: weighed }) => weighed));
}

const AB = world(["x/a", "x/b"]);

describe("groups of scenarios", () => {
  it("are those with deeply equal worlds, in the order of the suite", () => {
    const groups = groupByWorld([
      item("one", AB),
      item("two", world(["x/a", "x/c"])),
      item("three", { ...AB, name: "another", steps: [] }),
    ]);
    assert.deepEqual(
      groups.map(({ items }) => idsOf(items)),
      [["one", "three"], ["two"]],
    );
  });

  it("do not depend on the order in which labels are written", () => {
    const labelled = (labels: Record<string, string>) => ({ ...AB, pods: [pod("x/a", labels)] });
    const groups = groupByWorld([
      item("one", labelled({ a: "1", b: "2" })),
      item("two", labelled({ b: "2", a: "1" })),
      item("three", labelled({ a: "1", b: "3" })),
    ]);
    assert.deepEqual(
      groups.map(({ items }) => idsOf(items)),
      [["one", "two"], ["three"]],
    );
  });

  it("may have Services that others lack, but none that others define otherwise", () => {
    const service = {
      ref: "x/web",
      namespace: "x",
      name: "web",
      backs: { pod: "x/a" },
      headless: false,
      ports: [],
    } as const;
    const otherwise = { ...service, headless: true };
    const groups = groupByWorld([
      item("one", AB),
      item("two", { ...AB, services: [service] }),
      item("three", { ...AB, services: [otherwise] }),
      item("four", { ...AB, services: [service] }),
    ]);
    assert.deepEqual(
      groups.map(({ items }) => idsOf(items)),
      [["one", "two", "four"], ["three"]],
    );
  });

  it("weigh more with every step and every cell", () => {
    const weights = [AB, world(["x/a", "x/b"], 2), world(["x/a", "x/b", "x/c"], 2)].map((content) =>
      groupByWorld([item("one", content)]).map(({ weight }) => weight),
    );
    assert.deepEqual(weights, [[103], [205], [213]]);
  });

  it("can be cut into pieces that keep the order, lose nothing and are no heavier than asked, but for single scenarios", () => {
    const steps = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 2000 }), (counts, most) => {
        const items = counts.map((count, index) => item(`${index}`, world(["x/a"], count)));
        const pieces = groupByWorld(items).flatMap((group) => cut(group, most));
        assert.deepEqual(
          pieces.flatMap((piece) => idsOf(piece.items)),
          ids(items),
        );
        assert.ok(pieces.every((piece) => piece.weight <= most || piece.items.length === 1));
      }),
      { numRuns: 50 },
    );
  });
});
