import assert from "node:assert/strict";
import { dialAddress } from "../../src/cluster/dial-address.ts";
import type { IpFamily, Via } from "../../src/model/index.ts";

const BOOK = {
  placements: new Map([
    ["x/web", { node: "n1", addresses: ["10.0.0.1", "fd00::1"], nodeAddresses: [] }],
  ] as const),
  clusterIps: new Map([["x/web", ["fd00:96::1", "10.96.0.1"]]] as const),
};

describe("the address that is dialed", () => {
  const dialed = (via?: Via, family?: IpFamily) =>
    dialAddress(
      {
        target: "x/web",
        port: 80,
        protocol: "TCP",
        ...(via === undefined ? {} : { via }),
        ...(family === undefined ? {} : { family }),
      },
      BOOK,
    );

  it("is the pod's or the Service's first, or that of the family asked for", () => {
    assert.deepEqual([dialed(), dialed("pod-ip", "ipv6")], ["10.0.0.1", "fd00::1"]);
    assert.deepEqual([dialed("cluster-ip"), dialed("cluster-ip", "ipv4")], ["fd00:96::1", "10.96.0.1"]);
  });

  it("is a Service's host name without the cluster's domain", () => {
    assert.equal(dialed("service"), "web.x.svc");
  });

  it("is no name where there is no DNS", () => {
    const probe = { target: "x/web", port: 80, protocol: "TCP", via: "service" } as const;
    assert.throws(
      () => dialAddress(probe, { ...BOOK, noDns: "nobody resolves names" }),
      /^ClusterError: nobody resolves names$/,
    );
  });

  it("may be missing", () => {
    const empty = { placements: new Map(), clusterIps: new Map() };
    const probe = { target: "x/web", port: 80, protocol: "TCP" } as const;
    assert.throws(() => dialAddress(probe, empty), /^ClusterError: pod x\/web has no address$/);
    const v6 = { ...probe, via: "cluster-ip", family: "ipv6" } as const;
    assert.throws(() => dialAddress(v6, empty), /^ClusterError: Service x\/web has no ipv6 address$/);
  });
});
