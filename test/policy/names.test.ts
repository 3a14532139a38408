import assert from "node:assert/strict";
import {
  type ClusterDns,
  type ClusterState,
  type Decision,
  type Flow,
  type LabelSelector,
  type NetworkPolicy,
  type NetworkPolicySpec,
  namespaceWithImpliedLabel,
  type PolicyPeer,
  USUAL_DNS,
} from "../../src/model/index.ts";
import { compilePolicies, decide, explainFlow } from "../../src/policy/index.ts";
import { pod, policy } from "../model/build.ts";
import { addressesOf, world } from "./world.ts";

const byName: Flow = {
  source: "x/c",
  target: "y/web",
  port: 80,
  protocol: "TCP",
  via: "service",
  endpoints: [{ pod: "y/a", port: 80 }],
};
const kubeDns = [
  {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
    podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
  },
];
const toWeb = { to: [{ namespaceSelector: {}, podSelector: { matchLabels: { pod: "a" } } }] };

const openshift: ClusterDns = {
  namespace: namespaceWithImpliedLabel("openshift-dns"),
  pods: [
    pod("openshift-dns/dns-default", { dns: "default" }, [{ port: 5353, protocol: "UDP", name: "dns" }]),
  ],
  addresses: new Map(),
  assumed: false,
};

const several: ClusterDns = {
  namespace: namespaceWithImpliedLabel("dns"),
  pods: (["a", "b", "c"] as const).map((name) =>
    pod(`dns/${name}`, { server: name }, [{ port: 53, protocol: "UDP" }]),
  ),
  addresses: new Map(),
  assumed: false,
};

function toServer(server: string) {
  return { to: [{ namespaceSelector: {}, podSelector: { matchLabels: { server } } }] };
}

function has(key: string, operator: "Exists" | "DoesNotExist"): LabelSelector {
  return { matchExpressions: [{ key, operator }] };
}

/** Whether x/c may ask servers that only this peer means, as one of many decisions and alone. The servers and their namespace have labels. */
function decidedWithOwn(dns: ClusterDns | undefined, server: PolicyPeer): readonly boolean[] {
  const { namespace, pods } = dns ?? USUAL_DNS;
  const state = stateWith(dns, [out([toWeb, { to: [server] }])]);
  const withOwn: ClusterState = {
    ...state,
    namespaces: [...state.namespaces, { ...namespace, labels: { ...namespace.labels, namespace: "own" } }],
    pods: [...state.pods, ...pods.map((each) => ({ ...each, labels: { pod: "own" } }))],
  };
  const addresses = addressesOf(state);
  return [compilePolicies(withOwn, addresses)(byName).allowed, decide(withOwn, byName, addresses).allowed];
}

function out(egress: NetworkPolicySpec["egress"] = []): NetworkPolicy {
  return policy("x", "out", { policyTypes: ["Egress"], egress });
}

function stateWith(dns: ClusterDns | undefined, policies: readonly NetworkPolicy[]): ClusterState {
  return { ...world("x/c y/a", policies), ...(dns && { dns }) };
}

function decided(flow: Flow, policies: readonly NetworkPolicy[], dns?: ClusterDns): Decision {
  const state = stateWith(dns, policies);
  return compilePolicies(state, addressesOf(state))(flow);
}

describe("a flow by name", () => {
  it("is allowed where nothing is restricted", () => {
    const { allowed, lookup } = decided(byName, []);
    assert.deepEqual([allowed, lookup], [true, undefined]);
  });

  it("is denied where the source may reach its target, but not the cluster's DNS", () => {
    const { allowed, egress, lookup } = decided(byName, [out([toWeb])]);
    assert.deepEqual([allowed, egress.allowed], [false, true]);
    assert.deepEqual(
      [lookup?.server, lookup?.port, lookup?.protocol, lookup?.assumed],
      ["kube-system/kube-dns", 53, "UDP", true],
    );
  });

  it("asks nobody when its target is dialed by address", () => {
    assert.equal(decided({ ...byName, via: "cluster-ip" }, [out([toWeb])]).allowed, true);
  });

  it("needs UDP: resolvers turn to TCP only when an answer was cut", () => {
    const over = (protocol: "UDP" | "TCP") => ({ to: kubeDns, ports: [{ port: 53, protocol }] });
    assert.equal(decided(byName, [out([toWeb, over("UDP")])]).allowed, true);
    assert.equal(decided(byName, [out([toWeb, over("TCP")])]).allowed, false);
    const otherPort = { to: kubeDns, ports: [{ port: 54, protocol: "UDP" as const }] };
    assert.equal(decided(byName, [out([toWeb, otherPort])]).allowed, false);
  });

  it("may ask a server that a named port or a block allows", () => {
    const named = { to: kubeDns, ports: [{ port: "dns", protocol: "UDP" as const }] };
    assert.equal(decided(byName, [out([toWeb, named])]).allowed, true);
    const anywhere = {
      to: [{ ipBlock: { cidr: "0.0.0.0/0" } }],
      ports: [{ port: 53, protocol: "UDP" as const }],
    };
    assert.equal(decided(byName, [out([toWeb, anywhere])]).allowed, true);
  });

  it("asks the servers that the world names, on their own port", () => {
    const to = [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "openshift-dns" } } }];
    const wrong = { to, ports: [{ port: 53, protocol: "UDP" as const }] };
    const right = { to, ports: [{ port: 5353, protocol: "UDP" as const }] };
    assert.equal(decided(byName, [out([toWeb, wrong])], openshift).allowed, false);
    assert.equal(decided(byName, [out([toWeb, right])], openshift).allowed, true);
    assert.equal(decided(byName, [out([toWeb, wrong])], openshift).lookup?.assumed, false);
  });

  it("is denied by what keeps its target, though DNS answers", () => {
    const dns = { to: kubeDns, ports: [{ port: 53, protocol: "UDP" as const }] };
    const { allowed, lookup } = decided(byName, [out([dns])]);
    assert.deepEqual([allowed, lookup], [false, undefined]);
  });
});

describe("the cluster's DNS servers", () => {
  it("are one of several: one that may be asked is enough, else the first is named", () => {
    assert.equal(decided(byName, [out([toWeb, toServer("b")])], several).allowed, true);
    assert.equal(decided(byName, [out([toWeb])], several).lookup?.server, "dns/a");
  });

  it("deny nothing where there are none", () => {
    const { allowed, lookup } = decided(byName, [out([toWeb])], { ...several, pods: [] });
    assert.deepEqual([allowed, lookup], [true, undefined]);
  });

  it("keep their own labels, and those of their namespace, where the state has them", () => {
    const wanted = { namespaceSelector: has("namespace", "Exists"), podSelector: has("pod", "Exists") };
    for (const dns of [undefined, several]) {
      assert.deepEqual(decidedWithOwn(dns, wanted), [true, true]);
      for (const other of [
        { ...wanted, namespaceSelector: has("namespace", "DoesNotExist") },
        { ...wanted, podSelector: has("pod", "DoesNotExist") },
      ])
        assert.deepEqual(decidedWithOwn(dns, other), [false, false]);
    }
  });
});

describe("the explanation of a flow by name", () => {
  const explainedWith = (dns: ClusterDns | undefined, policies: readonly NetworkPolicy[]) => {
    const state = stateWith(dns, policies);
    return explainFlow(state, addressesOf(state), byName);
  };
  const explained = (...policies: readonly NetworkPolicy[]) => explainedWith(undefined, policies);

  it("has both questions: DNS first, then the target", () => {
    const { lookups, connections } = explained(out([toWeb]));
    assert.deepEqual(
      lookups.map(({ target, port, protocol, allowed }) => [target, `${port}/${protocol}`, allowed]),
      [["kube-system/kube-dns", "53/UDP", false]],
    );
    assert.deepEqual(
      connections.map(({ target, allowed }) => [target, allowed]),
      [["y/a", true]],
    );
  });

  it("stops at the first question that is allowed", () => {
    assert.deepEqual(
      explained().lookups.map(({ protocol, allowed }) => [protocol, allowed]),
      [["UDP", true]],
    );
  });

  it("has the questions to servers up to the first that may be asked", () => {
    const asked = (...rules: readonly ReturnType<typeof toServer>[]) =>
      explainedWith(several, [out([toWeb, ...rules])]).lookups.map(
        ({ target, allowed }) => `${target} ${allowed}`,
      );
    assert.deepEqual(asked(toServer("a")), ["dns/a true"]);
    assert.deepEqual(asked(toServer("b")), ["dns/a false", "dns/b true"]);
    assert.deepEqual(asked(), ["dns/a false", "dns/b false", "dns/c false"]);
  });

  it("never asks to change a DNS server's labels", () => {
    const [first] = explained(out([toWeb])).lookups;
    assert.equal(first?.egress.remedy, undefined);
    assert.deepEqual(first?.labels, { "k8s-app": "kube-dns" });
  });
});
