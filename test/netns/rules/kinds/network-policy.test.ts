import assert from "node:assert/strict";
import { type NetworkPolicy, namespaceWithImpliedLabel } from "../../../../src/model/index.ts";
import { nodeRules } from "../../../../src/netns/rules/node-rules.ts";
import { renderRuleSet } from "../../../../src/netns/rules/render.ts";
import { IPV4, IPV6 } from "../../../../src/netns/topology/address-family.ts";
import { layOut } from "../../../../src/netns/topology/layout.ts";
import { policy } from "../../../model/build.ts";
import { a, b, c, chain, intoA, rulesOn, stateOf, web } from "../rules-of-pods.ts";

describe("the directions of a policy", () => {
  const egress = [{ ports: [{ port: 80 }] }];
  const directions = (spec: NetworkPolicy["spec"]): readonly string[] =>
    rulesOn(1, [policy("y", "p", spec)]).match(/(?<=chain )\w+(?=-pod)/g) ?? [];

  it("are ingress alone by default", () => {
    assert.deepEqual(directions({ podSelector: {} }), ["ingress"]);
  });
  it("are both by default where there is an egress rule", () => {
    assert.deepEqual(directions({ podSelector: {}, egress }), ["egress", "ingress"]);
  });
  it("are ingress alone by default where the egress section is empty", () => {
    assert.deepEqual(directions({ podSelector: {}, egress: [], policyTypes: [] }), ["ingress"]);
  });
  it("are those that it names, whatever rules it has", () => {
    assert.deepEqual(directions({ podSelector: {}, policyTypes: ["Ingress"], egress }), ["ingress"]);
    assert.deepEqual(directions({ podSelector: {}, policyTypes: ["Egress"], ingress: [{}] }), ["egress"]);
  });
  it("apply to every pod of its namespace where it has no podSelector", () => {
    assert.deepEqual(directions({}), ["ingress"]);
  });
});

describe("the peers of a rule", () => {
  it("are any where the list is absent or empty", () => {
    assert.deepEqual(chain(1, intoA({})), ["return"]);
    assert.deepEqual(chain(1, intoA({ from: [] })), ["return"]);
  });
  it("are pods of the policy's own namespace for a podSelector alone", () => {
    assert.deepEqual(chain(1, intoA({ from: [{ podSelector: {} }] })), [
      "ip saddr { 10.244.1.2, 10.244.2.2 } return",
    ]);
  });
  it("are all pods of the selected namespaces for a namespaceSelector alone", () => {
    const from = [{ namespaceSelector: { matchLabels: { team: "red" } } }];
    assert.deepEqual(chain(1, intoA({ from })), ["ip saddr { 10.244.1.3 } return"]);
  });
  it("are the selected pods of the selected namespaces for both in one peer", () => {
    const from = [{ namespaceSelector: {}, podSelector: { matchLabels: { app: "a" } } }];
    assert.deepEqual(chain(1, intoA({ from })), ["ip saddr { 10.244.1.2, 10.244.1.3 } return"]);
  });
  it("add up over several peers", () => {
    const from = [
      { namespaceSelector: { matchLabels: { team: "red" } } },
      { podSelector: { matchLabels: { app: "b" } } },
    ];
    assert.deepEqual(chain(1, intoA({ from })), ["ip saddr { 10.244.1.3, 10.244.2.2 } return"]);
  });
  it("are nobody for a peer that says nothing", () => {
    assert.deepEqual(chain(1, intoA({ from: [{}] })), []);
  });
  it("are nobody where they select no pod", () => {
    assert.deepEqual(chain(1, intoA({ from: [{ podSelector: { matchLabels: { app: "z" } } }] })), []);
  });
  it("are a block of addresses but for each of its exceptions", () => {
    const ipBlock = { cidr: "10.244.9.9/16", except: ["10.244.2.0/24", "10.244.2.2/32"] };
    assert.deepEqual(chain(1, intoA({ from: [{ ipBlock }] })), [
      "ip saddr 10.244.0.0/16 ip saddr != 10.244.2.0/24 ip saddr != 10.244.2.2/32 return",
    ]);
  });
  it("are a block of IPv6 addresses, whatever family the pods have", () => {
    const ipBlock = { cidr: "2001:DB8:0::1/32", except: ["2001:db8:1::/48"] };
    assert.deepEqual(chain(1, intoA({ from: [{ ipBlock }] })), [
      "ip6 saddr 2001:db8::/32 ip6 saddr != 2001:db8:1::/48 return",
    ]);
  });
});

describe("the ports of a rule", () => {
  it("are any of any protocol where the list is absent or empty", () => {
    assert.deepEqual(chain(1, intoA({ ports: [] })), ["return"]);
  });
  it("are all of a protocol where no number is given, TCP by default", () => {
    assert.deepEqual(chain(1, intoA({ ports: [{ protocol: "UDP" }, {}] })), [
      "meta l4proto udp return",
      "meta l4proto tcp return",
    ]);
  });
  it("are a number, or a range, each combined with each of the peers", () => {
    const from = [{ podSelector: { matchLabels: { app: "b" } } }, { ipBlock: { cidr: "10.0.0.0/8" } }];
    const ports = [{ port: 80 }, { port: 5000, endPort: 5010, protocol: "UDP" as const }];
    assert.deepEqual(chain(1, intoA({ from, ports })), [
      "ip saddr { 10.244.2.2 } tcp dport 80 return",
      "ip saddr { 10.244.2.2 } udp dport 5000-5010 return",
      "ip saddr 10.0.0.0/8 tcp dport 80 return",
      "ip saddr 10.0.0.0/8 udp dport 5000-5010 return",
    ]);
  });
  it("are of SCTP too, though nothing here speaks it", () => {
    const ports = [{ protocol: "SCTP" as const }, { protocol: "SCTP" as const, port: 7 }];
    assert.deepEqual(chain(1, intoA({ ports })), ["meta l4proto sctp return", "sctp dport 7 return"]);
  });
  it("are, by name, those of the isolated pod for ingress", () => {
    assert.deepEqual(chain(1, intoA({ ports: [{ port: "web" }] })), [
      "ip daddr . tcp dport { 10.244.1.2 . 80 } return",
    ]);
  });
  it("are, by name, those of each possible target for egress", () => {
    const out = policy("x", "p", {
      podSelector: { matchLabels: { app: "a" } },
      policyTypes: ["Egress"],
      egress: [{ to: [{ podSelector: { matchLabels: { app: "b" } } }], ports: [{ port: "web" }] }],
    });
    assert.deepEqual(chain(1, out), [
      "ip daddr { 10.244.2.2 } ip daddr . tcp dport { 10.244.1.2 . 80, 10.244.2.2 . 8080, 10.244.1.3 . 80 } return",
    ]);
  });
  it("are not those that a pod serves but no container declares", () => {
    const served = [
      { ...web, port: 81, declaredIn: "sidecar" },
      { ...web, port: 82, declaredIn: "nowhere" },
    ] as const;
    const text = rulesOn(1, [intoA({ ports: [{ port: "web" }] })], [{ ...a, ports: served }]);
    assert.match(text, /ip daddr \. tcp dport \{ 10\.244\.1\.2 \. 81 \} return/);
  });
  it("are, by name, matched with peers of the same family only", () => {
    const dual = layOut([a, b, c], namespaceWithImpliedLabel("s"), 2, [IPV4, IPV6]);
    const [node = assert.fail()] = dual.nodes;
    const state = {
      ...stateOf([
        intoA({ from: [{ podSelector: { matchLabels: { app: "b" } } }], ports: [{ port: "web" }] }),
      ]),
      addresses: new Map(dual.pods.map((local) => [local.pod.ref, local.addresses])),
    };
    const own = dual.pods.filter((local) => local.node === node);
    const lines = renderRuleSet(nodeRules(node, own, state)).chains.flatMap((each) =>
      each.lines.filter((line) => line.includes(" return")).map((line) => line.replace(/ # .*$/, "")),
    );
    assert.deepEqual(lines, [
      "ip saddr { 10.244.2.2 } ip daddr . tcp dport { 10.244.1.2 . 80 } return",
      "ip6 saddr { fd00:10:244:2::2 } ip6 daddr . tcp dport { fd00:10:244:1::2 . 80 } return",
    ]);
  });
  it("are none where no target serves the name over that protocol", () => {
    assert.deepEqual(chain(1, intoA({ ports: [{ port: "web", protocol: "UDP" }, { port: "dns" }] })), []);
  });
});
