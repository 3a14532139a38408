import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { parse } from "yaml";
import { denyAllIngress, policy } from "../../model/build.ts";
import { netverdict, withFiles } from "../terminal.ts";

const podOf = (app: string, ip: string) => ({
  metadata: {
    name: `${app}-5d8-x7k2p`,
    namespace: "shop",
    labels: { app, "pod-template-hash": "5d8" },
    ownerReferences: [{ kind: "ReplicaSet", name: `${app}-5d8`, uid: app, controller: true }],
  },
  spec: { containers: [{ ports: [{ containerPort: 80 }] }] },
  status: { phase: "Running", podIPs: [{ ip }] },
});

const LISTS: Readonly<Record<string, readonly unknown[]>> = {
  "/api/v1/namespaces": [{ metadata: { name: "shop" } }, { metadata: { name: "other" } }],
  "/api/v1/pods": [podOf("web", "10.0.0.1"), podOf("db", "10.0.0.2")],
  "/api/v1/services": [],
  "/apis/networking.k8s.io/v1/networkpolicies": [
    policy("shop", "db", { ...denyAllIngress, podSelector: { matchLabels: { app: "db" } } }),
  ],
};

/** A cluster that answers these lists, and what it was asked for. */
async function withCluster(
  use: (kubeconfig: string, asked: readonly string[]) => Promise<void>,
): Promise<void> {
  const asked: string[] = [];
  const server = createServer(({ method = "", url = "" }, response) => {
    asked.push(`${method} ${url.split("?")[0]}`);
    const items = LISTS[url.split("?")[0] ?? ""];
    response.writeHead(items === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify({ items: items ?? [] }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  const kubeconfig = JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "c", cluster: { server: `http://127.0.0.1:${address.port}` } }],
    users: [{ name: "u", user: {} }],
    contexts: [{ name: "staging", context: { cluster: "c", user: "u" } }],
  });
  try {
    await withFiles({ config: kubeconfig }, (folder) => use(join(folder, "config"), asked));
  } finally {
    server.close();
  }
}

/** What manifests/rbac-read-only.yaml allows, as requests. */
function listedByTheRole(): readonly string[] {
  const { rules }: { readonly rules: readonly Rule[] } = parse(
    readFileSync(new URL("../../../manifests/rbac-read-only.yaml", import.meta.url), "utf8"),
  );
  return rules
    .flatMap(({ apiGroups: [group], resources, verbs }) => {
      assert.deepEqual(verbs, ["list"]);
      const root = group === "" ? "/api/v1" : `/apis/${group}/v1`;
      return resources.map((resource) => `GET ${root}/${resource}`);
    })
    .sort();
}

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

describe("the init command on a cluster", () => {
  it("writes what runs in a namespace, and asks for no more than manifests/rbac-read-only.yaml grants", async () => {
    await withCluster(async (kubeconfig, asked) => {
      const args = ["init", "--context", "staging", "--kubeconfig", kubeconfig, "--namespace", "shop"];
      const { code, stdout, stderr } = await netverdict(...args);
      assert.equal(code, 0, stderr);
      assert.match(
        stdout,
        /^# What the policies of shop on staging mean today: 2 pods, 2 cells, of which 1 is allowed\.\n/,
      );
      assert.match(
        stdout,
        /\npods:\n {2}shop\/db: \{ labels: \{ app: db \}, ports: \[80\] \}\n {2}shop\/web: /,
      );
      assert.ok(
        stdout.endsWith("expect:\n  default: deny\n  rules:\n    - allow shop/db -> shop/web\n"),
        stdout,
      );
      assert.deepEqual(asked.toSorted(), listedByTheRole());
    });
  });

  it("says what is wrong with what it was asked for", async () => {
    await withCluster(async (kubeconfig) => {
      const cluster = ["--context", "staging", "--kubeconfig", kubeconfig];
      for (const [message, ...args] of [
        ["--namespace nowhere: the cluster has no such namespace", ...cluster, "--namespace", "nowhere"],
        ["--context needs --namespace NAME, once for each namespace to look at", ...cluster],
        ["init takes manifests or --context, not both", "a.yaml", ...cluster, "--namespace", "shop"],
        ["--kubeconfig needs --context NAME", "a.yaml", "--kubeconfig", kubeconfig],
        [
          "manifests that name no namespace are in one: give --namespace once",
          "a",
          "--namespace",
          "a",
          "--namespace",
          "b",
        ],
      ] as const) {
        const { code, stdout, stderr } = await netverdict("init", ...args);
        assert.deepEqual([code, stdout, stderr], [2, "", `${message}\n`]);
      }
    });
  });
});
