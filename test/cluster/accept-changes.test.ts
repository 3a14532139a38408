import assert from "node:assert/strict";
import { acceptChanges } from "../../src/cluster/accept-changes.ts";
import { ClusterError } from "../../src/cluster/port.ts";
import { type Change, namespaceWithImpliedLabel, networkPolicyRef } from "../../src/model/index.ts";
import { denyAllIngress, pod, policy } from "../model/build.ts";

const state = {
  namespaces: [namespaceWithImpliedLabel("x")],
  pods: [pod("x/a")],
  services: [],
  policies: [],
};
const apply = (namespace: string): Change => ({
  action: "apply",
  object: policy(namespace, "p", denyAllIngress),
});

describe("changes to a cluster of ours", () => {
  it("build on each other", () => {
    const after = acceptChanges(state, [
      apply("x"),
      { action: "delete", object: networkPolicyRef("x", "p") },
    ]);
    assert.deepEqual(after, state);
  });

  const impossible: readonly (readonly [string, Change, string])[] = [
    ["a policy in a namespace that does not exist", apply("z"), "there is no namespace z"],
    [
      "the deletion of a policy that does not exist",
      { action: "delete", object: networkPolicyRef("x", "p") },
      "there is no NetworkPolicy x/p to delete",
    ],
    [
      "labels for a pod that does not exist",
      { action: "label-pod", pod: "x/z", set: {}, unset: [] },
      "there is no pod x/z",
    ],
    [
      "labels for a namespace that does not exist",
      { action: "label-namespace", namespace: "z", set: {}, unset: [] },
      "there is no namespace z",
    ],
    ["a pod that exists already", { action: "create-pod", pod: pod("x/a") }, "the pod x/a exists already"],
    [
      "a namespace that exists already",
      { action: "create-namespace", namespace: namespaceWithImpliedLabel("x") },
      "the namespace x exists already",
    ],
    [
      "the restart of a pod that does not exist",
      { action: "restart-pod", pod: "x/z" },
      "there is no pod x/z",
    ],
  ];
  for (const [what, change, message] of impossible) {
    it(`cannot be ${what}`, () => {
      assert.throws(() => acceptChanges(state, [change]), new ClusterError(message));
    });
  }
});
