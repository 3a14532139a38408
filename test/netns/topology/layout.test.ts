import assert from "node:assert/strict";
import {
  type Change,
  namespaceWithImpliedLabel,
  type Pod,
  type PodRef,
  SENTINEL_PORTS,
} from "../../../src/model/index.ts";
import { IPV4, IPV6 } from "../../../src/netns/topology/address-family.ts";
import { type Layout, layOut } from "../../../src/netns/topology/layout.ts";
import { layoutAfter, podsOnlyIn } from "../../../src/netns/topology/layout-change.ts";
import { pod } from "../../model/build.ts";

const families = [IPV4, IPV6];
const sentinels = namespaceWithImpliedLabel("netverdict-sentinel");

function laidOut(pods: readonly Pod[], nodes = 2): Layout {
  return layOut(pods, sentinels, nodes, families);
}

function podsNumbered(count: number) {
  return Array.from({ length: count }, (_, index) => pod(`x/p${index}`));
}

function on(node: string, ref: PodRef): Pod {
  return { ...pod(ref), node };
}

/** `x/a node-1 pod-3 10.244.1.2` for each pod but the sentinels. */
function told({ pods }: Layout): readonly string[] {
  return pods
    .filter((local) => local.pod.namespace !== sentinels.name)
    .map((local) => `${local.pod.ref} ${local.node.name} ${local.netns} ${local.addresses[0]}`);
}

function nodesOf(layout: Layout): readonly string[] {
  return told(layout).map((line) => line.split(" ").slice(0, 2).join(" "));
}

function changed(layout: Layout, ...changes: readonly Change[]): Layout {
  return changes.reduce(layoutAfter, layout);
}

describe("the layout of a local cluster", () => {
  it("puts a sentinel on every node, then the pods in turn", () => {
    const layout = laidOut([pod("x/a"), pod("x/b"), pod("y/c")]);
    assert.deepEqual(
      layout.sentinels.map(({ ref }) => layout.pods.find((local) => local.pod.ref === ref)?.node.name),
      ["node-1", "node-2"],
    );
    assert.deepEqual(told(layout), [
      "x/a node-1 pod-3 10.244.1.2",
      "x/b node-2 pod-4 10.244.2.2",
      "y/c node-1 pod-5 10.244.1.3",
    ]);
  });

  it("gives nodes and pods an address in each family, the preferred first", () => {
    const [, , a] = laidOut([pod("x/a")]).pods;
    assert.deepEqual(a?.addresses, ["10.244.1.2", "fd00:10:244:1::2"]);
    assert.deepEqual(a?.node.addresses, ["172.18.0.2", "fd00:172:18::2"]);
  });

  it("names the sentinels apart, with their ports", () => {
    const layout = laidOut([pod("x/a")], 3);
    assert.equal(layout.sentinels.length, 3);
    assert.ok(layout.sentinels.every(({ ports }) => ports === SENTINEL_PORTS));
  });

  it("gives every pod addresses, a MAC and a name of its own", () => {
    const { pods } = laidOut(podsNumbered(500));
    for (const field of ["addresses", "mac", "netns"] as const)
      assert.equal(new Set(pods.map((local) => `${local[field]}`)).size, 502, field);
    assert.ok(pods.every(({ netns }) => netns.length <= 15));
  });

  it("puts pods that name one node on one, and those that name another on another", () => {
    const layout = laidOut([pod("x/a"), on("one", "x/b"), on("two", "x/c"), on("one", "x/d"), pod("x/e")]);
    assert.deepEqual(nodesOf(layout), ["x/a node-1", "x/b node-1", "x/c node-2", "x/d node-1", "x/e node-2"]);
  });

  it("has as many nodes as pods name, if that is more than asked for", () => {
    const layout = laidOut([on("one", "x/a"), on("two", "x/b"), on("three", "x/c")]);
    assert.deepEqual(nodesOf(layout), ["x/a node-1", "x/b node-2", "x/c node-3"]);
    assert.equal(layout.sentinels.length, 3);
  });

  it("refuses more pods than there are addresses", () => {
    assert.throws(() => laidOut(podsNumbered(507)), {
      name: "ClusterError",
      message: "node-1 has no address left for pod x/p506",
    });
  });

  it("refuses a cluster of one node, on which nothing could cross", () => {
    assert.throws(() => laidOut([], 1), /2 to 250 nodes, not 1/);
  });
});

describe("the layout of a local cluster that changes", () => {
  const layout = laidOut([pod("x/a"), pod("x/b"), pod("y/c")]);

  it("gives a new pod the lowest address that is free where the fewest pods are", () => {
    const later = changed(layout, { action: "remove-pod", pod: "x/a" });
    assert.deepEqual(told(later), ["x/b node-2 pod-4 10.244.2.2", "y/c node-1 pod-5 10.244.1.3"]);
    assert.equal(
      told(changed(later, { action: "create-pod", pod: pod("x/d") })).at(-1),
      "x/d node-1 pod-6 10.244.1.2",
    );
  });

  it("gives a restarted pod another address on its node, and its old one to who comes next", () => {
    const later = changed(layout, { action: "restart-pod", pod: "x/a" });
    assert.deepEqual(told(later), [
      "x/b node-2 pod-4 10.244.2.2",
      "y/c node-1 pod-5 10.244.1.3",
      "x/a node-1 pod-6 10.244.1.4",
    ]);
    assert.match(
      told(changed(later, { action: "restart-pod", pod: "y/c" })).at(-1) ?? "",
      /y\/c node-1 pod-7 10\.244\.1\.2/,
    );
  });

  it("keeps a restarted pod on its node, named or not", () => {
    const named = laidOut([on("one", "x/a"), on("two", "x/b"), pod("x/c"), pod("x/d")]);
    const refs = ["x/a", "x/b", "x/c", "x/d"] as const;
    const later = changed(named, ...refs.map((ref): Change => ({ action: "restart-pod", pod: ref })));
    assert.deepEqual(nodesOf(later), nodesOf(named));
  });

  it("loses all pods of a namespace that is removed, and no others", () => {
    assert.deepEqual(told(changed(layout, { action: "remove-namespace", namespace: "x" })), [
      "y/c node-1 pod-5 10.244.1.3",
    ]);
  });

  it("gives a new name a node that no other name has, as long as there is one", () => {
    const later = changed(layout, { action: "create-pod", pod: on("one", "x/e") });
    const both = changed(later, { action: "create-pod", pod: on("two", "x/f") });
    assert.deepEqual(nodesOf(both).slice(-2), ["x/e node-1", "x/f node-2"]);
    assert.throws(() => changed(both, { action: "create-pod", pod: on("three", "x/g") }), {
      name: "ClusterError",
      message: "no node is left for pod x/g on node 'three'",
    });
    const free = changed(both, { action: "remove-pod", pod: "x/e" });
    assert.deepEqual(nodesOf(changed(free, { action: "create-pod", pod: on("three", "x/g") })).slice(-1), [
      "x/g node-1",
    ]);
  });

  it("tells which pods came and which went; a restarted pod did both", () => {
    const later = changed(
      layout,
      { action: "restart-pod", pod: "x/a" },
      { action: "remove-pod", pod: "x/b" },
      { action: "label-pod", pod: "y/c", set: {}, unset: [] },
    );
    assert.deepEqual(
      podsOnlyIn(layout, later).map(({ netns }) => netns),
      ["pod-3", "pod-4"],
    );
    assert.deepEqual(
      podsOnlyIn(later, layout).map(({ netns }) => netns),
      ["pod-6"],
    );
  });
});
