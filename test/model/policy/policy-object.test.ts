import assert from "node:assert/strict";
import {
  afterChanges,
  type Change,
  type ClusterState,
  isNetworkPolicy,
  networkPolicyRef,
  type ObjectRef,
  type PolicyObject,
  policyName,
  refOfObject,
  whyImpossible,
} from "../../../src/model/index.ts";
import { bindAddresses, restoring } from "../../../src/plan/index.ts";
import { world } from "../../policy/world.ts";
import { denyAllIngress, policy } from "../build.ts";

const quota: PolicyObject = {
  apiVersion: "example.com/v1",
  kind: "Quota",
  metadata: { name: "q" },
  spec: { nets: ["${cidr(x/a, 24)}"], burst: 3, strict: true, note: null },
};
const apply = (object: PolicyObject): Change => ({ action: "apply", object });
const remove = (object: ObjectRef): Change => ({ action: "delete", object });
const start: ClusterState = world("x/a y/a");

describe("an object that decides who may talk to whom, of any kind", () => {
  it("is called by its kind, unless that is NetworkPolicy", () => {
    const placed = { ...quota, metadata: { name: "q", namespace: "x" } };
    assert.deepEqual([quota, placed, policy("x", "q", {})].map(policyName), ["Quota q", "Quota x/q", "x/q"]);
  });

  it("is a NetworkPolicy by its kind and its group, of which others have one too", () => {
    assert.equal(isNetworkPolicy(policy("x", "q", {})), true);
    assert.equal(isNetworkPolicy({ ...policy("x", "q", {}), apiVersion: "crd.projectcalico.org/v1" }), false);
    assert.equal(isNetworkPolicy(quota), false);
  });

  it("replaces the same object in another version, and none of another kind, group, namespace or name", () => {
    const namesAfter = (...objects: readonly PolicyObject[]): readonly string[] =>
      afterChanges(start, objects.map(apply)).policies.map(({ apiVersion }) => apiVersion);
    const newer = { ...quota, apiVersion: "example.com/v2" };
    assert.deepEqual(namesAfter(quota, newer), ["example.com/v2"]);
    for (const other of [
      { ...quota, kind: "Other" },
      { ...quota, apiVersion: "example.org/v1" },
      { ...quota, apiVersion: "v1" },
      { ...quota, metadata: { name: "r" } },
      { ...quota, metadata: { name: "q", namespace: "x" } },
    ])
      assert.equal(namesAfter(quota, other).length, 2);
  });

  it("is deleted by kind, namespace and name", () => {
    const state = afterChanges(start, [apply(quota), apply(policy("x", "q", denyAllIngress))]);
    const left = (ref: ObjectRef): readonly string[] =>
      afterChanges(state, [remove(ref)]).policies.map(policyName);
    assert.deepEqual(left(refOfObject(quota)), ["x/q"]);
    assert.deepEqual(left(networkPolicyRef("x", "q")), ["Quota q"]);
    assert.deepEqual(left(networkPolicyRef("y", "q")), ["Quota q", "x/q"]);
  });

  it("of the cluster needs no namespace, and stays when one is removed", () => {
    assert.equal(whyImpossible(start, apply(quota)), undefined);
    assert.equal(whyImpossible(start, remove(refOfObject(quota))), "there is no Quota q to delete");
    const state = afterChanges(start, [apply(quota), apply(policy("x", "q", denyAllIngress))]);
    assert.deepEqual(
      afterChanges(state, [{ action: "remove-namespace", namespace: "x" }]).policies.map(policyName),
      ["Quota q"],
    );
  });

  it("has placeholders in any text of its spec filled in, and nothing else changed", () => {
    const known = {
      pods: new Map([["x/a", ["10.1.2.3"]] as const]),
      nodes: new Map(),
      clusterIps: new Map(),
    };
    assert.deepEqual(bindAddresses([apply(quota), remove(refOfObject(quota))], known), [
      apply({ ...quota, spec: { nets: ["10.1.2.0/24"], burst: 3, strict: true, note: null } }),
      remove(refOfObject(quota)),
    ]);
  });

  it("is deleted when a world is brought back, wherever it is", () => {
    const state = afterChanges(start, [apply(quota), apply(policy("x", "q", denyAllIngress))]);
    assert.deepEqual(restoring(state, start), [
      remove(refOfObject(quota)),
      remove(networkPolicyRef("x", "q")),
    ]);
  });
});
