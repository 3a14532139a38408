import assert from "node:assert/strict";
import { BlockList, isIPv4, isIPv6 } from "node:net";
import { clusterIpsFor, placementFor } from "../../src/cluster/memory-addresses.ts";

const MANY = 70_000;

function first<T>(count: number, of: (number: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, number) => of(number));
}

describe("the addresses that are assumed in memory", () => {
  const pods = first(MANY, placementFor);
  const podAddresses = pods.flatMap(({ addresses }) => addresses);
  const serviceAddresses = first(MANY, clusterIpsFor).flat();

  it("are one of each family for each of 70,000 pods and as many Services", () => {
    for (const { addresses } of pods) assertOneOfEach(addresses);
    for (let number = 0; number < MANY; number++) assertOneOfEach(clusterIpsFor(number));
  });

  it("are nobody else's, neither a pod's nor a Service's nor a node's", () => {
    const nodes = new Set(pods.flatMap(({ nodeAddresses }) => nodeAddresses));
    const all = [...podAddresses, ...serviceAddresses, ...nodes];
    assert.equal(new Set(all).size, all.length);
  });

  it("of pods are outside the range that is for Services", () => {
    const services = new BlockList();
    services.addSubnet("10.96.0.0", 12, "ipv4");
    assert.ok(!podAddresses.filter(isIPv4).some((address) => services.check(address, "ipv4")));
    assert.ok(serviceAddresses.filter(isIPv4).every((address) => services.check(address, "ipv4")));
  });

  it("of the first pods on each node stand in one block of 254", () => {
    assert.deepEqual(placementFor(0).addresses, ["10.244.1.1", "fd00:10:244:1::1"]);
    assert.deepEqual(placementFor(507).addresses, ["10.244.2.254", "fd00:10:244:2::fe"]);
    assert.deepEqual(placementFor(508).addresses, ["10.244.3.1", "fd00:10:244:1::ff"]);
  });

  it("end somewhere, and whoever wants more is told", () => {
    assert.throws(() => placementFor(1_000_000), /^ClusterError: .* has no address for pod 1000001$/);
    assert.throws(() => clusterIpsFor(2_000_000), /^ClusterError: .* has no address for Service 2000001$/);
  });
});

function assertOneOfEach(addresses: readonly string[]): void {
  const [v4 = "", v6 = "", ...others] = addresses;
  if (isIPv4(v4) && isIPv6(v6) && others.length === 0) return;
  assert.fail(`not one of each family: ${addresses.join(", ")}`);
}
