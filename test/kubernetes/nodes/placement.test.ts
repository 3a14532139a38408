import assert from "node:assert/strict";
import type { NodeObject } from "../../../src/kubernetes/api/api-types.ts";
import { nodeAddresses, podFamilies } from "../../../src/kubernetes/nodes/node-facts.ts";
import {
  type PlacedPod,
  placeLater,
  placePods,
  placeSentinels,
  usableNodes,
} from "../../../src/kubernetes/nodes/placement.ts";
import { type Pod, SENTINEL_PORTS } from "../../../src/model/index.ts";

const ready = { conditions: [{ type: "Ready", status: "True" }] };
const node = (name: string, facts: Partial<NodeObject> = {}): NodeObject => ({
  metadata: { name },
  status: ready,
  ...facts,
});
const pods = (count: number, ...words: readonly (string | undefined)[]): readonly Pod[] =>
  Array.from({ length: count }, (_, index) => {
    const name = `p${index}`;
    const node = words[index];
    const pod = { ref: `x/${name}`, namespace: "x", name, labels: {}, ports: [] } as const;
    return node === undefined ? pod : { ...pod, node };
  });
const names = (nodes: readonly NodeObject[]) => nodes.map(({ metadata }) => metadata.name);

describe("the nodes for a run", () => {
  it("are those that are ready, not cordoned, and without a taint that repels", () => {
    const nodes = [
      node("w2"),
      node("w1", { spec: { taints: [{ key: "soft", effect: "PreferNoSchedule" }] } }),
      node("control-plane", { spec: { taints: [{ key: "cp", effect: "NoSchedule" }] } }),
      node("leaving", { spec: { taints: [{ key: "out", effect: "NoExecute" }] } }),
      node("cordoned", { spec: { unschedulable: true } }),
      node("dead", { status: { conditions: [{ type: "Ready", status: "Unknown" }] } }),
    ];
    assert.deepEqual(names(usableNodes(nodes, {})), ["w1", "w2"]);
  });

  it("are only those with the labels asked for", () => {
    const nodes = [node("w1"), { ...node("w2"), metadata: { name: "w2", labels: { zone: "a" } } }];
    assert.deepEqual(names(usableNodes(nodes, { zone: "a" })), ["w2"]);
  });

  it("are explained one by one when there is none", () => {
    const nodes = [
      node("a", { spec: { unschedulable: true } }),
      node("b", { spec: { taints: [{ key: "gpu", effect: "NoSchedule" }] } }),
      node("c", { status: { conditions: [{ type: "Ready", status: "False", reason: "KubeletNotReady" }] } }),
    ];
    const text =
      /no node takes pods: a is cordoned; b is tainted gpu:NoSchedule; c is not ready \(KubeletNotReady\)/;
    assert.throws(() => usableNodes(nodes, {}), text);
  });
});

describe("placing pods", () => {
  it("spreads them over the nodes in turn", () => {
    assert.deepEqual(nodesOf(placePods(pods(5), ["w1", "w2"])), ["w1", "w2", "w1", "w2", "w1"]);
  });

  it("puts pods of one word on one node, and those of another on another", () => {
    const placed = placePods(pods(5, "two", undefined, "one", "two", "one"), ["w1", "w2", "w3"]);
    assert.deepEqual(nodesOf(placed), ["w1", "w2", "w2", "w1", "w2"]);
  });

  it("refuses more words than there are nodes", () => {
    const text =
      /^ClusterError: pods are to be on 2 different nodes \(one, two\), and one node takes pods of this run$/;
    assert.throws(() => placePods(pods(3, "one", "two", "one"), ["w1"]), text);
  });

  it("puts a sentinel on each node that hosts a pod, and on no other", () => {
    const nodes = ["w1", "w2", "w3", "w4"];
    const sentinels = placeSentinels(placePods(pods(3), nodes), nodes, "netverdict-r1");
    assert.deepEqual(
      sentinels.map((one) => [one.pod.ref, one.node]),
      [
        ["netverdict-r1/sentinel-1", "w1"],
        ["netverdict-r1/sentinel-2", "w2"],
        ["netverdict-r1/sentinel-3", "w3"],
      ],
    );
    assert.deepEqual(sentinels[0]?.pod.ports, SENTINEL_PORTS);
  });

  it("makes two sentinels even on one node: it takes a pair to see enforcement", () => {
    const sentinels = placeSentinels(placePods(pods(3), ["w1"]), ["w1"], "netverdict-r1");
    assert.deepEqual(nodesOf(sentinels), ["w1", "w1"]);
  });

  it("watches a second node if there is one, where pods may come later", () => {
    const nodes = ["w1", "w2", "w3"];
    const sentinels = placeSentinels(placePods(pods(2, "one", "one"), nodes), nodes, "netverdict-r1");
    assert.deepEqual(nodesOf(sentinels), ["w1", "w2"]);
  });

  it("watches as many nodes as pods need that come later", () => {
    const nodes = ["w1", "w2", "w3", "w4"];
    const sentinels = placeSentinels(placePods(pods(2, "one", "two"), nodes), nodes, "netverdict-r1", 3);
    assert.deepEqual(nodesOf(sentinels), ["w1", "w2", "w3"]);
  });
});

describe("placing a pod that comes later", () => {
  const placed = placePods(pods(3, "one", "two", undefined), ["w1", "w2"]);
  const [one, two, other, another] = pods(4, "one", "two", "other") as [Pod, Pod, Pod, Pod];

  it("follows its word", () => {
    assert.deepEqual(
      [one, two].map((pod) => placeLater(pod, placed, ["w1", "w2", "w3"])),
      ["w1", "w2"],
    );
  });

  it("takes the emptiest of the nodes that sentinels watch", () => {
    assert.equal(placeLater(another, placed, ["w1", "w2"]), "w2");
    assert.equal(placeLater(another, [...placed, { pod: another, node: "w2" }], ["w1", "w2"]), "w1");
  });

  it("finds a new word a node that is no other's, or says that there is none", () => {
    assert.equal(placeLater(other, placed, ["w1", "w2", "w3"]), "w3");
    assert.throws(
      () => placeLater(other, placed, ["w1", "w2"]),
      /3 different nodes \(one, two, other\), and 2 nodes/,
    );
  });
});

describe("what a node says", () => {
  const addresses = [
    { type: "InternalIP", address: "172.18.0.2" },
    { type: "ExternalIP", address: "1.2.3.4" },
    { type: "InternalIP", address: "172.18.0.3" },
    { type: "InternalIP", address: "fd00::2" },
  ];
  const withRanges = (...podCIDRs: string[]) =>
    node("w", { spec: { podCIDRs }, status: { ...ready, addresses } });

  it("has one address of its own in each family", () => {
    assert.deepEqual(nodeAddresses(withRanges()), ["172.18.0.2", "fd00::2"]);
  });

  it("tells the families of its pods by their ranges, and else by its own addresses", () => {
    assert.deepEqual(podFamilies([withRanges("fd00:10::/64", "10.244.0.0/24")]), ["ipv6", "ipv4"]);
    assert.deepEqual(podFamilies([withRanges()]), ["ipv4", "ipv6"]);
  });

  it("counts a family only if every node has it", () => {
    assert.deepEqual(podFamilies([withRanges(), withRanges("10.244.1.0/24")]), ["ipv4"]);
  });
});

function nodesOf(placed: readonly PlacedPod[]): readonly string[] {
  return placed.map(({ node }) => node);
}
