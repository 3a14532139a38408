import assert from "node:assert/strict";
import { select, unknownTags } from "../../src/suite/index.ts";
import { ids, item, tagged, world } from "./items.ts";

const ITEMS = [
  tagged("one", "ingress"),
  tagged("two", "egress", "slow"),
  tagged("three", "ingress", "slow"),
  item("four", world(["x/a"], 1, { name: "Deny all" })),
];

function chosen(tags: readonly string[], grep?: RegExp): readonly string[] {
  return ids(select(ITEMS, { tags, ...(grep === undefined ? {} : { grep }) }));
}

describe("a selection", () => {
  it("of nothing in particular is everything", () => assert.deepEqual(chosen([]), ids(ITEMS)));

  it("by grep looks into ids and names", () => {
    assert.deepEqual(chosen([], /^t[wh]/), ["two", "three"]);
    assert.deepEqual(chosen([], /deny/i), ["four"]);
  });

  it("by several tags means any of them", () => {
    assert.deepEqual(chosen(["ingress", "egress"]), ["one", "two", "three"]);
  });

  it("by tags joined with + means all of them", () => {
    assert.deepEqual(chosen(["ingress+slow"]), ["three"]);
    assert.deepEqual(chosen(["ingress+!slow"]), ["one"]);
  });

  it("never holds what is excluded, whatever else is asked for", () => {
    assert.deepEqual(chosen(["!slow"]), ["one", "four"]);
    assert.deepEqual(chosen(["ingress", "!slow"]), ["one"]);
  });

  it("by grep and tags needs both", () => assert.deepEqual(chosen(["slow"], /two/), ["two"]));

  it("can tell words that no scenario bears", () => {
    assert.deepEqual(unknownTags(ITEMS, ["ingres", "!slow", "egress+fast"]), ["ingres", "fast"]);
  });
});
