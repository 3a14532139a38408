import assert from "node:assert/strict";
import { InputError } from "../../../src/cli/input-error.ts";
import {
  type ClusterFlags,
  clusterKind,
  parseNodeSelector,
} from "../../../src/cli/options/cluster-options.ts";

describe("the choice of a cluster", () => {
  it("is local unless a context is given", () => {
    assert.equal(clusterKind({}), "local");
    assert.equal(clusterKind({ context: "kind-a" }), "kubernetes");
    assert.equal(clusterKind({ cluster: "memory" }), "memory");
  });

  it("is never a Kubernetes cluster without a context", () => {
    assert.throws(() => clusterKind({ cluster: "kubernetes" }), /needs --context NAME/);
  });

  it("is refused when flags contradict each other", () => {
    const wrong: readonly ClusterFlags[] = [
      { cluster: "local", context: "kind-a" },
      { kubeconfig: "file" },
      { image: "node:24" },
      { imagePullSecret: ["pull"] },
      { nodeSelector: ["a=b"] },
      { cluster: "memory", keep: true },
    ];
    for (const flags of wrong) assert.throws(() => clusterKind(flags), InputError, JSON.stringify(flags));
  });
});

describe("a node selector", () => {
  it("is read from pairs, each possibly several", () => {
    assert.deepEqual(parseNodeSelector(["pool=test,zone=a", "arch=amd64"]), {
      pool: "test",
      zone: "a",
      arch: "amd64",
    });
  });

  it("may have an empty value, but no empty key and no second equals sign", () => {
    assert.deepEqual(parseNodeSelector(["dedicated="]), { dedicated: "" });
    for (const text of ["pool", "=test", "a=b=c"]) {
      assert.throws(() => parseNodeSelector([text]), /write KEY=VALUE/, text);
    }
  });
});
