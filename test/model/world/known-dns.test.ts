import assert from "node:assert/strict";
import { knownDns, namespaceWithImpliedLabel, type Pod, type Service } from "../../../src/model/index.ts";
import { pod } from "../build.ts";

const COREDNS: Pod = pod("kube-system/coredns", { "k8s-app": "kube-dns" }, [
  { port: 9153, protocol: "TCP", name: "metrics" },
  { port: 53, protocol: "TCP", name: "dns-tcp" },
  { port: 53, protocol: "UDP", name: "dns" },
]);

const KUBE_DNS: Service = {
  ref: "kube-system/kube-dns",
  namespace: "kube-system",
  name: "kube-dns",
  backs: { selector: { "k8s-app": "kube-dns" } },
  headless: false,
  ports: [
    { port: 53, protocol: "TCP", targetPort: 53 },
    { port: 53, protocol: "UDP", targetPort: 53 },
    { port: 9153, protocol: "TCP", targetPort: 9153 },
  ],
};

const NAMESPACES = [namespaceWithImpliedLabel("kube-system", { team: "platform" })];
const ADDRESSES = new Map([[COREDNS.ref, ["10.0.0.9"]]]);

describe("who answers names in a world", () => {
  it("are the pods behind the Service of its DNS, with the ports of DNS alone, UDP before TCP", () => {
    const world = { namespaces: NAMESPACES, pods: [COREDNS], services: [KUBE_DNS] };
    const dns = knownDns(world, ADDRESSES);
    assert.deepEqual(dns, {
      namespace: NAMESPACES[0],
      pods: [
        {
          ...COREDNS,
          ports: [
            { port: 53, protocol: "UDP", name: "dns" },
            { port: 53, protocol: "TCP", name: "dns-tcp" },
          ],
        },
      ],
      addresses: ADDRESSES,
      assumed: false,
    });
  });

  it("is not known where there is no such Service, or nobody behind it", () => {
    assert.equal(knownDns({ namespaces: [], pods: [COREDNS], services: [] }, ADDRESSES), undefined);
    assert.equal(knownDns({ namespaces: [], pods: [], services: [KUBE_DNS] }, ADDRESSES), undefined);
  });
});
