import assert from "node:assert/strict";
import type { Addresses, IpBlock, IpFamily, PodRef, PolicyPeer } from "../../../src/model/index.ts";
import { decide } from "../../../src/policy/index.ts";
import { flow, policy } from "../../model/build.ts";
import { world } from "../world.ts";

const DUAL: Addresses = new Map<PodRef, readonly string[]>([
  ["x/a", ["10.1.2.3", "fd00::1:3"]],
  ["y/a", ["10.1.2.4", "fd00::1:4"]],
]);
const V6_FIRST: Addresses = new Map([...DUAL].map(([ref, addresses]) => [ref, addresses.toReversed()]));

/** Whether x/a may reach y/a when only peers of these blocks are let out of x. */
function letsOut(
  blocks: readonly IpBlock[],
  addresses: Addresses = DUAL,
  others: readonly PolicyPeer[] = [],
): boolean {
  const to = [...blocks.map((ipBlock) => ({ ipBlock })), ...others];
  const state = world("x/a y/a", [policy("x", "p", { policyTypes: ["Egress"], egress: [{ to }] })]);
  return decide(state, flow("x/a", "y/a"), addresses).allowed;
}

/** Whether y/a lets x/a in when only sources of these blocks are let in. */
function letsIn(blocks: readonly IpBlock[], addresses: Addresses = DUAL): boolean {
  const from = blocks.map((ipBlock) => ({ ipBlock }));
  const state = world("x/a y/a", [policy("y", "p", { ingress: [{ from }] })]);
  return decide(state, flow("x/a", "y/a"), addresses).allowed;
}

describe("an ipBlock", () => {
  it("holds the addresses of pods as any others", () => {
    assert.equal(letsOut([{ cidr: "10.1.2.4/32" }]), true);
    assert.equal(letsOut([{ cidr: "10.1.2.3/32" }]), false);
    assert.equal(letsIn([{ cidr: "10.1.2.3/32" }]), true);
    assert.equal(letsIn([{ cidr: "10.1.2.4/32" }]), false);
  });

  it("can hold every address", () => {
    assert.equal(letsOut([{ cidr: "0.0.0.0/0" }]), true);
    assert.equal(letsOut([{ cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] }]), false);
  });

  it("leaves out each of its excepts, which are no denials for another block", () => {
    const except = ["10.1.2.0/30", "10.1.2.4/31"];
    assert.equal(letsOut([{ cidr: "10.1.0.0/16", except }]), false);
    assert.equal(letsOut([{ cidr: "10.1.0.0/16", except: ["10.1.2.0/30"] }]), true);
    assert.equal(letsOut([{ cidr: "10.1.0.0/16", except }, { cidr: "10.1.2.4/32" }]), true);
  });

  it("ignores the bits beyond its prefix", () => {
    assert.equal(letsOut([{ cidr: "10.1.2.99/24" }]), true);
    assert.equal(letsOut([{ cidr: "10.224.4.221/4" }]), true);
  });

  it("is matched in the family in which the target is dialed", () => {
    assert.equal(letsOut([{ cidr: "fd00::/16" }]), false);
    assert.equal(letsOut([{ cidr: "fd00::/16" }], V6_FIRST), true);
    assert.equal(letsOut([{ cidr: "0.0.0.0/0" }], V6_FIRST), false);
    assert.equal(letsIn([{ cidr: "fd00::1:3/128" }], V6_FIRST), true);
    assert.equal(letsIn([{ cidr: "10.1.2.3/32" }], V6_FIRST), false);
    assert.equal(letsOut([{ cidr: "::/0", except: ["fd00::1:4/128"] }], V6_FIRST), false);
  });

  it("holds nobody who has no address in that family", () => {
    const mixed: Addresses = new Map<PodRef, readonly string[]>([
      ["x/a", ["10.1.2.3"]],
      ["y/a", ["fd00::1:4"]],
    ]);
    assert.equal(letsIn([{ cidr: "0.0.0.0/0" }, { cidr: "::/0" }], mixed), false);
  });

  it("is matched in the flow's own family, if it has one", () => {
    const lets = (cidr: string, family: IpFamily, addresses: Addresses): boolean => {
      const egress = [{ to: [{ ipBlock: { cidr } }] }];
      const state = world("x/a y/a", [policy("x", "p", { policyTypes: ["Egress"], egress })]);
      return decide(state, { ...flow("x/a", "y/a"), family }, addresses).allowed;
    };
    for (const addresses of [DUAL, V6_FIRST]) {
      assert.equal(lets("10.1.2.4/32", "ipv4", addresses), true);
      assert.equal(lets("10.1.2.4/32", "ipv6", addresses), false);
      assert.equal(lets("fd00::1:4/128", "ipv6", addresses), true);
      assert.equal(lets("fd00::1:4/128", "ipv4", addresses), false);
    }
  });

  it("holds no pod without an address in the flow's own family", () => {
    const single: Addresses = new Map<PodRef, readonly string[]>([
      ["x/a", ["10.1.2.3", "fd00::1:3"]],
      ["y/a", ["10.1.2.4"]],
    ]);
    const egress = [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }, { ipBlock: { cidr: "::/0" } }] }];
    const state = world("x/a y/a", [policy("x", "p", { policyTypes: ["Egress"], egress })]);
    assert.equal(decide(state, { ...flow("x/a", "y/a"), family: "ipv6" }, single).allowed, false);
    assert.equal(decide(state, { ...flow("x/a", "y/a"), family: "ipv4" }, single).allowed, true);
  });

  it("stands beside selectors: one of them is enough", () => {
    assert.equal(letsOut([{ cidr: "192.0.2.0/24" }], DUAL, [{ namespaceSelector: {} }]), true);
    assert.equal(letsOut([{ cidr: "192.0.2.0/24" }], DUAL, [{ podSelector: {} }]), false);
  });

  it("cannot be decided without the pod's address, and says so", () => {
    assert.throws(() => letsOut([{ cidr: "0.0.0.0/0" }], new Map()), /address of pod y\/a is not known/);
  });
});
