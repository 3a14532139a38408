import assert from "node:assert/strict";
import type { Change, IpBlock } from "../../src/model/index.ts";
import { bindAddresses, type KnownAddresses } from "../../src/plan/bind-addresses.ts";
import { policy, specOf } from "../model/build.ts";

const known: KnownAddresses = {
  pods: new Map([["x/b", ["10.244.1.77", "fd00:1::4d"]]]),
  nodes: new Map([["x/b", ["172.18.0.3"]]]),
  clusterIps: new Map([["x/web", ["10.96.0.9"]]]),
};

function bound(ipBlock: IpBlock, direction: "ingress" | "egress" = "ingress"): IpBlock | undefined {
  const rules =
    direction === "ingress" ? { ingress: [{ from: [{ ipBlock }] }] } : { egress: [{ to: [{ ipBlock }] }] };
  const change: Change = { action: "apply", object: policy("x", "p", { podSelector: {}, ...rules }) };
  const [result] = bindAddresses([change], known);
  if (result?.action !== "apply") return assert.fail("an apply stays one");
  const { ingress, egress } = specOf(result.object);
  return (ingress?.[0]?.from ?? egress?.[0]?.to)?.[0]?.ipBlock;
}

function blockOf(cidr: string): string | undefined {
  return bound({ cidr })?.cidr;
}

describe("addresses in policies", () => {
  const blocks: readonly (readonly [string, string])[] = [
    ["${cidr(x/b)}", "10.244.1.77/32"],
    ["${cidr(x/b, 24)}", "10.244.1.0/24"],
    ["${cidr(x/b, 24, 64)}", "10.244.1.0/24"],
    ["${cidr(x/b, 24, 64, ipv6)}", "fd00:1::/64"],
    ["${cidr(x/b, ipv6)}", "fd00:1::4d/128"],
    ["${ip(x/b)}/31", "10.244.1.77/31"],
    ["${node-ip(x/b)}/32", "172.18.0.3/32"],
    ["${cluster-ip(x/web)}/32", "10.96.0.9/32"],
    ["10.0.0.0/8", "10.0.0.0/8"],
  ];
  for (const [written, meant] of blocks) {
    it(`are filled in: ${written} becomes ${meant}`, () => {
      assert.equal(blockOf(written), meant);
    });
  }

  it("are filled in among exceptions and in egress rules too", () => {
    const block = { cidr: "${cidr(x/b, 4)}", except: ["${cidr(x/b)}"] };
    assert.deepEqual(bound(block, "egress"), { cidr: "0.0.0.0/4", except: ["10.244.1.77/32"] });
  });

  it("are an error when there is none of that kind", () => {
    assert.throws(() => blockOf("${node-ip(x/b, ipv6)}/128"), /x\/b has no ipv6 address/);
    assert.throws(() => blockOf("${ip(x/gone)}/32"), /x\/gone has no such address/);
  });

  it("leave other changes as they are", () => {
    const change: Change = { action: "restart-pod", pod: "x/b" };
    assert.deepEqual(bindAddresses([change], known), [change]);
  });
});
