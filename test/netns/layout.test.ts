import assert from "node:assert/strict";
import { namespaceWithImpliedLabel, SENTINEL_PORTS } from "../../src/model/index.ts";
import { layOut } from "../../src/netns/layout.ts";
import { pod } from "../model/build.ts";

const sentinels = namespaceWithImpliedLabel("netverdict-sentinel");

function podsNumbered(count: number) {
  return Array.from({ length: count }, (_, index) => pod(`x/p${index}`));
}

describe("the layout of a local cluster", () => {
  it("puts a sentinel on every node, then the pods in turn", () => {
    const { pods } = layOut([pod("x/a"), pod("x/b"), pod("y/c")], sentinels, 2);
    assert.deepEqual(
      pods.map((local) => `${local.pod.ref} ${local.node.name} ${local.netns} ${local.address}`),
      [
        "netverdict-sentinel/sentinel-node-1 node-1 pod-1 10.244.1.1",
        "netverdict-sentinel/sentinel-node-2 node-2 pod-2 10.244.2.1",
        "x/a node-1 pod-3 10.244.1.2",
        "x/b node-2 pod-4 10.244.2.2",
        "y/c node-1 pod-5 10.244.1.3",
      ],
    );
  });

  it("names the sentinels apart, with their ports", () => {
    const layout = layOut([pod("x/a")], sentinels, 3);
    assert.equal(layout.sentinels.length, 3);
    assert.ok(layout.sentinels.every(({ ports }) => ports === SENTINEL_PORTS));
  });

  it("gives every pod an address, a MAC and a name of its own", () => {
    const { pods } = layOut(podsNumbered(500), sentinels, 2);
    for (const field of ["address", "mac", "netns"] as const)
      assert.equal(new Set(pods.map((local) => local[field])).size, 502, field);
    assert.ok(pods.every(({ netns }) => netns.length <= 15));
  });

  it("refuses more pods than there are addresses", () => {
    assert.throws(() => layOut(podsNumbered(507), sentinels, 2), /507 pods do not fit on 2 nodes/);
  });

  it("refuses a cluster of one node, on which nothing could cross", () => {
    assert.throws(() => layOut([], sentinels, 1), /2 to 250 nodes, not 1/);
  });
});
