import assert from "node:assert/strict";
import { namespaceWithImpliedLabel } from "../../../src/model/index.ts";
import { whyUnenforceable } from "../../../src/netns/rules/kinds/index.ts";
import { nodeRules } from "../../../src/netns/rules/node-rules.ts";
import { IPV4 } from "../../../src/netns/topology/address-family.ts";
import { layOut } from "../../../src/netns/topology/layout.ts";
import { pod, policy } from "../../model/build.ts";

const a = pod("x/a", { app: "a" }, [{ port: 80, protocol: "TCP" }]);
const layout = layOut([a], namespaceWithImpliedLabel("s"), 2, [IPV4]);
const namespaces = [namespaceWithImpliedLabel("x")];

describe("a rule that a policy is compiled to", () => {
  const spec = {
    podSelector: {},
    ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }, { ports: [{ port: 80 }, { port: 81 }] }],
  };
  const state = {
    namespaces,
    pods: [a],
    services: [],
    policies: [policy("x", "p", spec)],
    addresses: new Map([["x/a" as const, ["10.244.1.2"]]]),
    clusterIps: new Map(),
  };
  const [node = assert.fail("there is no node")] = layout.nodes;
  const { rules } = nodeRules(node, layout.pods, state);

  it("says in which chain it stands, for which pod and direction, and which rule of which policy it is", () => {
    const isolation = { pod: "x/a", direction: "Ingress" } as const;
    const ref = (index: number) => ({ ...isolation, policy: { kind: "NetworkPolicy", name: "x/p", index } });
    assert.deepEqual(
      rules
        .filter(({ origin }) => origin !== undefined)
        .map(({ chain, verdict, origin }) => [chain, verdict.type, origin]),
      [
        ["ingress-pod-3", "return", ref(0)],
        ["ingress-pod-3", "return", ref(1)],
        ["ingress-pod-3", "return", ref(1)],
        ["ingress-pod-3", "drop", isolation],
        ["forward", "jump", isolation],
      ],
    );
  });
});

describe("a policy of a kind that the local cluster does not know", () => {
  it("is refused in a sentence that names the kind and those that it knows", () => {
    const other = { apiVersion: "policy.networking.k8s.io/v1alpha2", kind: "ClusterNetworkPolicy" };
    assert.equal(
      whyUnenforceable({ ...other, metadata: { name: "p" } }),
      "the local cluster cannot enforce ClusterNetworkPolicy of policy.networking.k8s.io/v1alpha2, only NetworkPolicy",
    );
    assert.equal(whyUnenforceable(policy("x", "p", {})), undefined);
  });
});
