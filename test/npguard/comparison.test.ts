import assert from "node:assert/strict";
import { join } from "node:path";
import { compareSet } from "../../scripts/npguard/compare-set.ts";
import { allows, parseConnections } from "../../scripts/npguard/connections.ts";
import { parsePairs } from "../../scripts/npguard/expected-pairs.ts";
import { policySets } from "../../scripts/npguard/policy-sets.ts";
import { Refused } from "../../scripts/npguard/read-state.ts";
import { withFiles } from "../cli/terminal.ts";

const workload = (name: string): string => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: c, ports: [{ containerPort: 80 }] }] }
`;

const policy = (peer: string, name = "db"): string => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  ingress: [{ from: [${peer}], ports: [{ port: 5432 }] }]
`;

const WEB = "{ podSelector: { matchLabels: { app: web } } }";
const EVERYWHERE = "{ ipBlock: { cidr: 0.0.0.0/0 } }";

const EXPECTED = `0.0.0.0-255.255.255.255[External] => shop/web[Deployment] : All Connections
shop/db[Deployment] => shop/web[Deployment] : All Connections
shop/web[Deployment] => shop/db[Deployment] : TCP 5432
{ingress-controller} => shop/web[Deployment] : TCP 80
`;

const DENIED = "shop/db[Deployment] => shop/web[Deployment] : All Connections\n";

/** Compares the only set of a checkout. */
async function compared(manifests: string, expected: string) {
  const results: ReturnType<typeof compareSet>[] = [];
  await withFiles(
    {
      "tests/one/app.yaml": workload("web") + workload("db") + manifests,
      "test_outputs/connlist/one_connlist_output.txt": expected,
    },
    (folder) => {
      results.push(...policySets(folder).map(compareSet));
    },
  );
  const [only, ...others] = results;
  assert.ok(only !== undefined && others.length === 0);
  return only;
}

describe("reading what np-guard expects", () => {
  it("knows ranges of ports, each of the protocol before it", () => {
    const connections = parseConnections("SCTP 1-65535,TCP 80,443,UDP 53-54");
    const asked = [
      allows(connections, "SCTP", 7),
      allows(connections, "TCP", 443),
      allows(connections, "UDP", 54),
      allows(connections, "UDP", 443),
      allows(connections, "TCP", 81),
    ];
    assert.deepEqual(asked, [true, true, true, false, false]);
    assert.ok(allows(parseConnections("All Connections"), "UDP", 65_535));
  });

  it("takes pairs of workloads, and leaves addresses and ingress controllers out", () => {
    assert.deepEqual(
      parsePairs(EXPECTED).map(({ source, target }) => `${source.ref} ${target.ref}`),
      ["shop/db shop/web", "shop/web shop/db"],
    );
  });

  it("refuses what it does not understand", () => {
    assert.throws(() => parseConnections("ICMP"), /no connections are written "ICMP"/);
    assert.throws(() => parsePairs("shop/web -> shop/db"), /not understood/);
  });
});

describe("comparing a set of policies with np-guard", () => {
  it("finds the two equal where they are", async () => {
    const { pairs, differences } = await compared(policy(WEB), EXPECTED);
    assert.deepEqual([pairs, differences], [2, []]);
  });

  it("says of each pair where the two differ first", async () => {
    const { differences, explained } = await compared(policy(WEB), DENIED);
    assert.deepEqual(differences, ["shop/web -> shop/db:5432: np-guard denies it, netverdict allows it"]);
    assert.equal(explained, undefined);
  });

  it("says which workloads are known to np-guard only", async () => {
    const { differences } = await compared(
      policy(WEB),
      `${EXPECTED}shop/web[Deployment] => shop/cache[Deployment] : TCP 6379\n`,
    );
    assert.deepEqual(differences, ["netverdict has no pod for Deployment shop/cache"]);
  });

  it("explains differences that are gone once no pod is in a block of addresses", async () => {
    const { differences, explained } = await compared(policy(EVERYWHERE), DENIED);
    assert.equal(differences.length, 1);
    assert.match(explained ?? "", /outside the cluster/);
  });

  it("explains nothing that differs in other ways as well", async () => {
    const { explained } = await compared(policy(EVERYWHERE) + policy(WEB, "other"), DENIED);
    assert.equal(explained, undefined);
  });

  it("compares no policies that an API server would refuse", async () => {
    await assert.rejects(compared(policy(WEB, "under_score"), EXPECTED), Refused);
  });

  it("passes over sets without policies, and those with kinds that are not evaluated", async () => {
    const admin = "---\napiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\n";
    await withFiles(
      {
        "tests/none/app.yaml": workload("web"),
        "tests/admin/app.yaml": workload("web") + policy(WEB) + admin,
        "tests/both/app.yaml": workload("web") + policy(WEB),
        "test_outputs/connlist/none_connlist_output.txt": "",
        "test_outputs/connlist/admin_connlist_output.txt": "",
        "test_outputs/connlist/both_connlist_output.txt": "",
      },
      (folder) => {
        assert.deepEqual(
          policySets(folder).map((set) => [set.name, set.folder]),
          [["both", join(folder, "tests/both")]],
        );
      },
    );
  });
});
