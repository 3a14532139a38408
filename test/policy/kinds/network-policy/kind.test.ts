import assert from "node:assert/strict";
import { networkPolicyKind } from "../../../../src/policy/kinds/network-policy/kind.ts";
import { policy } from "../../../model/build.ts";

describe("a NetworkPolicy in namespaces with other names", () => {
  it("asks for the new names, and is otherwise the same", () => {
    const named = (name: string) =>
      policy("x", "p", {
        podSelector: {},
        ingress: [
          {
            from: [
              { podSelector: { matchLabels: { app: "x" } } },
              { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } },
            ],
          },
        ],
      });
    assert.deepEqual(
      networkPolicyKind.renamed(named("x"), (name) => `${name}-2`),
      named("x-2"),
    );
  });
});
