import assert from "node:assert/strict";
import { policy } from "../../model/build.ts";
import { LISTS, podOf, withCluster } from "../live-cluster.ts";
import { netverdict } from "../terminal.ts";

const SERVICE = {
  metadata: { name: "db", namespace: "shop" },
  spec: { selector: { app: "db" }, ports: [{ port: 5432, targetPort: 80 }] },
};

const DNS_LABELS = { "dns.operator.openshift.io/daemonset-dns": "default" };

const OPENSHIFT: typeof LISTS = {
  ...LISTS,
  "/api/v1/namespaces": [...(LISTS["/api/v1/namespaces"] ?? []), { metadata: { name: "openshift-dns" } }],
  "/api/v1/pods": [
    podOf("web", "10.0.0.1"),
    podOf("db", "10.0.0.2"),
    {
      metadata: { name: "dns-default-abcde", namespace: "openshift-dns", labels: DNS_LABELS },
      spec: { containers: [{ ports: [{ name: "dns", containerPort: 5353, protocol: "UDP" }] }] },
      status: { phase: "Running", podIPs: [{ ip: "10.0.0.9" }] },
    },
  ],
  "/api/v1/services": [
    SERVICE,
    {
      metadata: { name: "dns-default", namespace: "openshift-dns" },
      spec: { selector: DNS_LABELS, ports: [{ port: 53, protocol: "UDP", targetPort: "dns" }] },
    },
  ],
  "/apis/networking.k8s.io/v1/networkpolicies": [
    policy("shop", "web", {
      podSelector: { matchLabels: { app: "web" } },
      policyTypes: ["Egress"],
      egress: [
        { to: [{ podSelector: {} }] },
        { to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: "UDP" }] },
      ],
    }),
  ],
};

/** What a command says of a cluster, with its exit code. */
async function said(lists: typeof LISTS, command: string, ...args: readonly string[]) {
  let ended = { code: -1, stdout: "", stderr: "" };
  await withCluster(async (kubeconfig) => {
    ended = await netverdict(command, "--context", "staging", "--kubeconfig", kubeconfig, ...args);
  }, lists);
  return ended;
}

describe("the explain command, of a cluster", () => {
  it("knows pods by the names of their workloads, and answers for every port by every address", async () => {
    const lists = { ...LISTS, "/api/v1/services": [SERVICE] };
    const { code, stdout, stderr } = await said(lists, "explain", "shop/web -> shop/db");
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(
      stdout,
      /^staging\nshop\/web-5d8-x7k2p -> shop\/db-5d8-x7k2p is allowed in none of 3 ways\n/,
    );
    assert.match(stdout, /\nshop\/web-5d8-x7k2p -> shop\/db:5432 via cluster-ip is denied\n/);
    assert.match((await said(lists, "explain", "shop/web-5d8-x7k2p -> shop/db:80")).stdout, /db selects it/);
  });

  it("looks for a flow in the namespaces that are asked for, and says which pods there are", async () => {
    const { stderr } = await said(LISTS, "explain", "--namespace", "shop", "shop/wb -> shop/db");
    assert.match(stderr, /^there is no cell shop\/wb -> shop\/db\n {2}did you mean "shop\/web"/);
    const elsewhere = await said(LISTS, "explain", "--namespace", "other", "shop/web -> shop/db");
    assert.equal(elsewhere.code, 2);
    const unknown = await said(LISTS, "explain", "--namespace", "x", "shop/web -> shop/db");
    assert.equal(unknown.stderr, "--namespace x: the cluster has no such namespace\n");
  });

  it("asks the DNS servers that the cluster has, on their own port", async () => {
    const { stdout } = await said(OPENSHIFT, "explain", "shop/web -> shop/db:5432 via service");
    assert.match(stdout, /is denied: it may not ask DNS for the name\n/);
    assert.match(stdout, /\nDNS openshift-dns\/dns-default-abcde:5353\/UDP: denied\n/);
    assert.match(stdout, /names need a rule for the pods dns.*=default of openshift-dns on 5353\/UDP/);
    const predicted = await said(OPENSHIFT, "predict");
    assert.match(
      predicted.stdout,
      /\nnote: by name nothing is reached from shop\/web-5d8-x7k2p: policies deny them DNS \(openshift-dns\/dns-default-abcde:5353\/UDP\)\n/,
    );
  });

  it("takes either a path or a context, and nothing that chooses among scenarios", async () => {
    const both = await said(LISTS, "explain", "k8s/", "shop/web -> shop/db");
    assert.deepEqual(
      [both.code, both.stderr],
      [2, "explain takes a path or --context, not both, and a flow\n"],
    );
    assert.match(
      (await said(LISTS, "explain", "--step", "1", "x/a -> x/b")).stderr,
      /^--step and --grep are for scenario files/,
    );
    const none = await netverdict("explain", "k8s/");
    assert.deepEqual(
      [none.code, none.stderr],
      [2, "explain needs a path and a flow, as in: explain k8s/ 'x/a -> y/b:80'\n"],
    );
  });
});

describe("predictions and explanations of a cluster as JSON", () => {
  it("have a schema, the cells and what was left out", async () => {
    const { code, stdout } = await said(LISTS, "predict", "--json", "--namespace", "shop");
    assert.equal(code, 0);
    const { schema, predictions } = JSON.parse(stdout);
    assert.equal(schema, "netverdict.dev/prediction/v1");
    const [{ id, of, steps, leftOut }] = predictions;
    assert.deepEqual([id, of, leftOut], ["staging", "cluster", []]);
    assert.deepEqual(
      steps[0].cells.map(({ name, answer }: { name: string; answer: string }) => [name, answer]),
      [
        ["shop/db-5d8-x7k2p -> shop/web-5d8-x7k2p:80", "allowed"],
        ["shop/web-5d8-x7k2p -> shop/db-5d8-x7k2p:80", "denied"],
      ],
    );
  });

  it("explain a flow with the questions that it begins with", async () => {
    const { stdout } = await said(OPENSHIFT, "explain", "--json", "shop/web -> shop/db:5432 via service");
    const { schema, where, answer, assumptions, flows } = JSON.parse(stdout);
    assert.deepEqual(
      [schema, where, answer, assumptions],
      ["netverdict.dev/explanation/v1", "staging", "denied", []],
    );
    const [{ lookups, connections }] = flows;
    assert.deepEqual(
      [lookups[0].port, lookups[0].allowed, lookups[0].assumed, connections[0].allowed],
      [5353, false, false, true],
    );
  });
});
