import assert from "node:assert/strict";
import type { NodeObject } from "../../../src/kubernetes/api/api-types.ts";
import { imageOnNodes } from "../../../src/kubernetes/nodes/image-on-nodes.ts";

const TAG = "registry.example:5000/node:24";
const BY_DIGEST = "registry.example:5000/node@sha256:aa";
const PINNED = `${TAG}@sha256:aa`;

const node = (...names: readonly string[]): NodeObject => ({
  metadata: { name: "n" },
  status: { images: [{ names: ["other:1"] }, { names }] },
});

describe("the image of probe pods, by digest", () => {
  it("stays so where nodes have nothing of it, or not all have it by its tag", () => {
    for (const nodes of [[], [{ metadata: { name: "n" } }], [node()], [node(TAG), node()]])
      assert.equal(imageOnNodes(PINNED, nodes), PINNED);
  });

  it("stays so where a node has it by its digest", () => {
    assert.equal(imageOnNodes(PINNED, [node(TAG), node(TAG, BY_DIGEST)]), PINNED);
  });

  it("goes by its tag where it was loaded into every node by hand", () => {
    assert.equal(imageOnNodes(PINNED, [node(TAG), node(TAG)]), TAG);
  });
});
