import assert from "node:assert/strict";
import { namespaceWithImpliedLabel } from "../../src/model/index.ts";
import { layOut } from "../../src/netns/layout.ts";
import { namespacesScript, topologyScript } from "../../src/netns/topology.ts";
import { pod } from "../model/build.ts";
import { dedent } from "./dedent.ts";

const layout = layOut([pod("x/a")], namespaceWithImpliedLabel("s"), 2);
const script = topologyScript(layout);

describe("the topology of a local cluster", () => {
  it("has one network namespace a node and a pod", () => {
    assert.equal(
      namespacesScript(layout),
      dedent(`
        ip -batch - <<'BATCH'
        netns add node-1
        netns add node-2
        netns add pod-1
        netns add pod-2
        netns add pod-3
        BATCH`),
    );
  });

  it("gives a pod one address, and a default route through a neighbour that it need not ask for", () => {
    assert.ok(
      script.endsWith(
        dedent(`
          nsenter --net=/run/netns/pod-3 sh -e <<'WITHIN'
          echo 0 >/proc/sys/net/ipv4/icmp_ratemask
          ip -batch - <<'BATCH'
          link set lo up
          address add 10.244.1.2/32 dev eth0
          link set eth0 up
          neighbor add 169.254.1.1 lladdr 02:ee:00:00:00:01 dev eth0 nud permanent
          route add default via 169.254.1.1 dev eth0 onlink
          BATCH
          WITHIN`),
      ),
      script,
    );
  });

  it("lets a node route to its own pods and send the rest to the fabric", () => {
    assert.ok(
      script.includes(
        dedent(`
          nsenter --net=/run/netns/node-1 sh -e <<'WITHIN'
          echo 0 >/proc/sys/net/ipv4/icmp_ratemask
          echo 1 >/proc/sys/net/ipv4/ip_forward
          echo 0 >/proc/sys/net/ipv4/conf/all/rp_filter
          echo 0 >/proc/sys/net/ipv4/conf/default/rp_filter
          ip -batch - <<'BATCH'
          link set lo up
          address add 172.18.0.2/32 dev eth0
          link set eth0 up
          neighbor add 169.254.1.1 lladdr 02:ee:00:00:00:01 dev eth0 nud permanent
          route add default via 169.254.1.1 dev eth0 onlink
          route add unreachable 10.244.1.0/24
          link set pod-1 up
          neighbor add 10.244.1.1 lladdr 02:00:00:00:01:01 dev pod-1 nud permanent
          route add 10.244.1.1 dev pod-1 scope link
          link set pod-3 up
          neighbor add 10.244.1.2 lladdr 02:00:00:00:01:02 dev pod-3 nud permanent
          route add 10.244.1.2 dev pod-3 scope link
          BATCH
          WITHIN`),
      ),
      script,
    );
  });

  it("has the fabric route each node's range to that node, and nothing beyond", () => {
    const [fabric = ""] = script.split("nsenter");
    assert.deepEqual(
      fabric.split("\n").filter((line) => line.startsWith("route")),
      [
        "route add 172.18.0.2 dev node-1 scope link",
        "route add 10.244.1.0/24 via 172.18.0.2 dev node-1 onlink",
        "route add 172.18.0.3 dev node-2 scope link",
        "route add 10.244.2.0/24 via 172.18.0.3 dev node-2 onlink",
      ],
    );
  });
});
