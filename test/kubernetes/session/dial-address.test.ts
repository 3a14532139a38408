import assert from "node:assert/strict";
import { dialAddress } from "../../../src/kubernetes/session/dial-address.ts";
import type { IpFamily, Via } from "../../../src/model/index.ts";

const BOOK = {
  placements: new Map([
    ["x/web", { node: "n1", addresses: ["10.0.0.1", "fd00::1"], nodeAddresses: [] }],
  ] as const),
  clusterIps: new Map([["x/web", ["fd00:96::1", "10.96.0.1"]]] as const),
};

describe("the address that is dialled", () => {
  const dialled = (via?: Via, family?: IpFamily) =>
    dialAddress(BOOK, {
      target: "x/web",
      port: 80,
      protocol: "TCP",
      ...(via === undefined ? {} : { via }),
      ...(family === undefined ? {} : { family }),
    });

  it("is the pod's or the Service's first, or that of the family asked for", () => {
    assert.deepEqual([dialled(), dialled("pod-ip", "ipv6")], ["10.0.0.1", "fd00::1"]);
    assert.deepEqual([dialled("cluster-ip"), dialled("cluster-ip", "ipv4")], ["fd00:96::1", "10.96.0.1"]);
  });

  it("is a Service's host name without the cluster's domain", () => {
    assert.equal(dialled("service"), "web.x.svc");
  });

  it("may be missing", () => {
    const empty = { placements: new Map(), clusterIps: new Map() };
    const probe = { target: "x/web", port: 80, protocol: "TCP" } as const;
    assert.throws(() => dialAddress(empty, probe), /^ClusterError: pod x\/web has no address$/);
    const v6 = { ...probe, via: "cluster-ip", family: "ipv6" } as const;
    assert.throws(() => dialAddress(empty, v6), /^ClusterError: service x\/web has no ipv6 address$/);
  });
});
