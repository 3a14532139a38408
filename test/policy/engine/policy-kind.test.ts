import assert from "node:assert/strict";
import type { PolicyObject } from "../../../src/model/index.ts";
import { compilePolicies, policyKind, type Tier } from "../../../src/policy/index.ts";
import { flow, policy } from "../../model/build.ts";
import { denyFrom } from "../toy-kind/deny-from.ts";
import { addressesOf, world } from "../world.ts";

const foreign = policy("x", "p", { podSelector: {} });
const own: PolicyObject = {
  apiVersion: "example.com/v1",
  kind: "DenyFrom",
  metadata: { name: "q" },
  spec: { namespace: "x", pods: {} },
};

describe("a kind of policies", () => {
  it("compiles its own policies only", () => {
    const [tier] = denyFrom.tiers;
    assert.ok(tier !== undefined);
    const pods = world("x/a x/b");
    const given: (readonly PolicyObject[])[] = [];
    const passing: Tier = {
      decide: () => ({ tier: tier.name, action: "pass", selecting: [] }),
      explain: () => ({ policies: [], words: [], proposals: [] }),
    };
    const watched = policyKind<PolicyObject>({
      ...denyFrom,
      is: (object): object is PolicyObject => denyFrom.is(object),
      tiers: [
        {
          ...tier,
          compile: (_direction, policies) => {
            given.push(policies);
            return passing;
          },
        },
      ],
    });
    compilePolicies({ ...pods, policies: [foreign, own] }, addressesOf(pods), [watched])(flow("x/a", "x/b"));
    assert.deepEqual(given, [[own], [own]]);
  });

  it("renames namespaces in its own policies only", () => {
    const rename = (namespace: string): string => `${namespace}-2`;
    assert.deepEqual(denyFrom.renamed(own, rename).spec, { namespace: "x-2", pods: {} });
    assert.equal(denyFrom.renamed(foreign, rename), foreign);
  });
});
