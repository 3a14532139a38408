import assert from "node:assert/strict";
import { namespaceWithImpliedLabel } from "../../../src/model/index.ts";
import { IPV4, IPV6 } from "../../../src/netns/topology/address-family.ts";
import { layOut } from "../../../src/netns/topology/layout.ts";
import { detachScript, namespacesScript, topologyScript } from "../../../src/netns/topology/topology.ts";
import { pod } from "../../model/build.ts";
import { dedent } from "../dedent.ts";

const layout = layOut([pod("x/a")], namespaceWithImpliedLabel("s"), 2, [IPV4, IPV6]);
const script = topologyScript(layout);
const ipv4Script = topologyScript(layOut([pod("x/a")], namespaceWithImpliedLabel("s"), 2, [IPV4]));

describe("the topology of a local cluster", () => {
  it("has a network namespace for each name", () => {
    assert.equal(
      namespacesScript(["node-1", "pod-1"]),
      dedent(`
        ip -batch - <<'BATCH'
        netns add node-1
        netns add pod-1
        BATCH`),
    );
  });

  it("gives a pod one address a family, and default routes through neighbours that it need not ask for", () => {
    assert.ok(
      script.endsWith(
        dedent(`
          nsenter --net=/run/netns/pod-3 sh -e <<'WITHIN'
          echo 0 >/proc/sys/net/ipv4/icmp_ratemask
          echo 0 >/proc/sys/net/ipv6/conf/all/disable_ipv6
          echo 0 >/proc/sys/net/ipv6/icmp/ratelimit
          test ! -e /proc/sys/net/ipv6/icmp/ratemask || echo >/proc/sys/net/ipv6/icmp/ratemask
          ip -batch - <<'BATCH'
          link set lo up
          address add 10.244.1.2/32 dev eth0
          address add fd00:10:244:1::2/128 dev eth0 nodad
          link set eth0 addrgenmode none up
          neighbor add 169.254.1.1 lladdr 02:ee:00:00:00:01 dev eth0 nud permanent
          route add default via 169.254.1.1 dev eth0 onlink
          neighbor add fe80::1 lladdr 02:ee:00:00:00:01 dev eth0 nud permanent
          route add default via fe80::1 dev eth0 onlink
          BATCH
          WITHIN`),
      ),
      script,
    );
  });

  it("lets a node route for its own pods and send the rest to the fabric", () => {
    assert.ok(
      ipv4Script.includes(
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
          BATCH
          WITHIN`),
      ),
      ipv4Script,
    );
    assert.ok(
      script.includes(
        dedent(`
          link set pod-3 addrgenmode none up
          neighbor add 10.244.1.2 lladdr 02:00:00:00:01:02 dev pod-3 nud permanent
          route add 10.244.1.2 dev pod-3
          neighbor add fd00:10:244:1::2 lladdr 02:00:00:00:01:02 dev pod-3 nud permanent
          route add fd00:10:244:1::2 dev pod-3
          BATCH`),
      ),
      script,
    );
  });

  it("has the fabric route each node's ranges to that node, and nothing beyond", () => {
    const [fabric = ""] = script.split("nsenter");
    assert.deepEqual(
      fabric.split("\n").filter((line) => line.startsWith("route")),
      [
        "route add 172.18.0.2 dev node-1",
        "route add fd00:172:18::2 dev node-1",
        "route add 10.244.1.0/24 via 172.18.0.2 dev node-1 onlink",
        "route add fd00:10:244:1::/64 via fd00:172:18::2 dev node-1 onlink",
        "route add 172.18.0.3 dev node-2",
        "route add fd00:172:18::3 dev node-2",
        "route add 10.244.2.0/24 via 172.18.0.3 dev node-2 onlink",
        "route add fd00:10:244:2::/64 via fd00:172:18::3 dev node-2 onlink",
      ],
    );
  });

  it("does without every word of IPv6 where the kernel has none", () => {
    assert.doesNotMatch(ipv4Script, /ipv6|fd00|fe80|addrgenmode|nodad/);
  });

  it("removes a pod with its processes, its link and its network namespace", () => {
    assert.equal(
      detachScript(layout.pods.slice(2)),
      dedent(`
        for pid in $(ip netns pids pod-3); do kill -KILL $pid || true; done
        ip -netns node-1 link delete pod-3
        ip netns delete pod-3`),
    );
  });
});
