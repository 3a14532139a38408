import assert from "node:assert/strict";
import { itemsOf } from "../../src/suite/index.ts";
import { ids, world } from "./items.ts";

const file = { path: "suite/deep/c.yaml", id: "deep/c" };

describe("the scenarios of a file", () => {
  it("have the file's id, and their parameters if it has some", () => {
    assert.deepEqual(ids(itemsOf(file, [world(["x/a"])])), ["deep/c"]);
    const parameters = { direction: "egress", protocol: "UDP" };
    assert.deepEqual(ids(itemsOf(file, [world(["x/a"], 1, { parameters })])), [
      "deep/c[direction=egress,protocol=UDP]",
    ]);
  });

  it("are counted where their parameters read the same", () => {
    const twin = world(["x/a"], 1, { parameters: { peer: "all" } });
    assert.deepEqual(ids(itemsOf(file, [twin, twin])), ["deep/c[peer=all]", "deep/c[peer=all]#2"]);
  });
});
