import assert from "node:assert/strict";
import { batchChanges } from "../../../src/kubernetes/changes/batch-changes.ts";
import { changeName } from "../../../src/kubernetes/changes/change-name.ts";
import type { Change, PodRef } from "../../../src/model/index.ts";
import { denyAllIngress, policy } from "../../model/build.ts";

const apply = (namespace: string, name: string): Change => ({
  action: "apply",
  object: policy(namespace, name, denyAllIngress),
});
const restart = (pod: PodRef): Change => ({ action: "restart-pod", pod });
const batches = (...changes: Change[]) =>
  batchChanges(changes, "sentinels").map((batch) => batch.map(changeName));

describe("which changes are made at one time", () => {
  it("takes neighbours of one kind together, and keeps the order of kinds", () => {
    assert.deepEqual(
      batches(apply("x", "p"), apply("y", "p"), restart("x/a"), restart("x/b"), apply("x", "q")),
      [
        ["apply the policy x/p", "apply the policy y/p"],
        ["restart the pod x/a", "restart the pod x/b"],
        ["apply the policy x/q"],
      ],
    );
  });

  it("makes two changes of one object one after the other", () => {
    assert.deepEqual(batches(apply("x", "p"), apply("x", "q"), apply("x", "p")), [
      ["apply the policy x/p", "apply the policy x/q"],
      ["apply the policy x/p"],
    ]);
  });

  it("keeps the sentinels' policy for itself, since it marks the end of what is before it", () => {
    assert.deepEqual(batches(apply("x", "p"), apply("sentinels", "s"), apply("y", "p")), [
      ["apply the policy x/p"],
      ["apply the policy sentinels/s"],
      ["apply the policy y/p"],
    ]);
  });
});
