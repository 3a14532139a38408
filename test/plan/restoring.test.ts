import assert from "node:assert/strict";
import fc from "fast-check";
import {
  afterChanges,
  type Change,
  namespaceWithImpliedLabel,
  networkPolicyRef,
  whyImpossible,
  withoutPolicies,
} from "../../src/model/index.ts";
import { restoring } from "../../src/plan/restoring.ts";
import { denyAllIngress, pod, policy } from "../model/build.ts";

const world = {
  namespaces: [namespaceWithImpliedLabel("x", { team: "a" }), namespaceWithImpliedLabel("y")],
  pods: [pod("x/a", { app: "web" }), pod("y/a")],
  services: [],
};
const start = withoutPolicies(world);

const change: fc.Arbitrary<Change> = fc.constantFrom<Change>(
  { action: "apply", object: policy("x", "p", denyAllIngress) },
  { action: "apply", object: policy("z", "p", denyAllIngress) },
  { action: "delete", object: networkPolicyRef("x", "p") },
  { action: "label-pod", pod: "x/a", set: { app: "db", new: "label" }, unset: [] },
  { action: "label-pod", pod: "x/a", set: {}, unset: ["app"] },
  { action: "label-namespace", namespace: "x", set: { other: "b" }, unset: ["team"] },
  { action: "create-namespace", namespace: namespaceWithImpliedLabel("z") },
  { action: "remove-namespace", namespace: "z" },
  { action: "create-pod", pod: pod("z/a") },
  { action: "create-pod", pod: pod("x/new") },
  { action: "remove-pod", pod: "x/a" },
  { action: "remove-pod", pod: "x/new" },
  { action: "restart-pod", pod: "y/a" },
);

describe("the way back to a world", () => {
  it("is nothing when nothing was changed", () => {
    assert.deepEqual(restoring(start, world), []);
  });

  it("leads back from wherever possible changes have led, by changes that are possible", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const state = changes.reduce(
          (before, each) => (whyImpossible(before, each) ? before : afterChanges(before, [each])),
          start,
        );
        const back = restoring(state, world) ?? assert.fail("no namespace of the world was removed");
        const end = back.reduce((before, each) => {
          assert.equal(whyImpossible(before, each), undefined);
          return afterChanges(before, [each]);
        }, state);
        assert.deepEqual(sorted(end), sorted(start));
      }),
      { numRuns: 300 },
    );
  });

  it("does not exist when a namespace of the world was removed, with what a session keeps there", () => {
    const without = afterChanges(start, [{ action: "remove-namespace", namespace: "y" }]);
    assert.equal(restoring(without, world), undefined);
  });

  it("leaves alone what is in namespaces of the session's own", () => {
    const sentinel: Change = { action: "apply", object: policy("netverdict-1", "s", denyAllIngress) };
    assert.deepEqual(restoring(afterChanges(start, [sentinel]), world), []);
  });
});

function sorted(state: typeof start): typeof start {
  return { ...state, pods: state.pods.toSorted((a, b) => a.ref.localeCompare(b.ref)) };
}
