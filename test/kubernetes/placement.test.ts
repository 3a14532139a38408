import assert from "node:assert/strict";
import type { NodeObject } from "../../src/kubernetes/api-types.ts";
import { placePods, placeSentinels, usableNodes } from "../../src/kubernetes/placement.ts";
import { type Pod, SENTINEL_PORTS } from "../../src/model/index.ts";

const ready = { conditions: [{ type: "Ready", status: "True" }] };
const node = (name: string, facts: Partial<NodeObject> = {}): NodeObject => ({
  metadata: { name },
  status: ready,
  ...facts,
});
const pods = (count: number): readonly Pod[] =>
  Array.from({ length: count }, (_, index) => {
    const name = `p${index}`;
    return { ref: `x/${name}`, namespace: "x", name, labels: {}, ports: [] };
  });

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
    assert.deepEqual(usableNodes(nodes, {}), ["w1", "w2"]);
  });

  it("are only those with the labels asked for", () => {
    const nodes = [node("w1"), { ...node("w2"), metadata: { name: "w2", labels: { zone: "a" } } }];
    assert.deepEqual(usableNodes(nodes, { zone: "a" }), ["w2"]);
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
    const nodes = placePods(pods(5), ["w1", "w2"]).map((placed) => placed.node);
    assert.deepEqual(nodes, ["w1", "w2", "w1", "w2", "w1"]);
  });

  it("puts a sentinel on each node that hosts a pod, and on no other", () => {
    const placed = placePods(pods(3), ["w1", "w2", "w3", "w4"]);
    const sentinels = placeSentinels(placed, "netverdict-r1");
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
    const sentinels = placeSentinels(placePods(pods(3), ["w1"]), "netverdict-r1");
    assert.deepEqual(
      sentinels.map((one) => one.node),
      ["w1", "w1"],
    );
  });
});
