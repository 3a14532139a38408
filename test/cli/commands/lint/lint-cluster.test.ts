import assert from "node:assert/strict";
import { denyAllIngress, policy } from "../../../model/build.ts";
import { withCluster } from "../../live-cluster.ts";
import { netverdict } from "../../terminal.ts";

const podOf = (app: string, index: number, more: object = {}) => ({
  metadata: {
    name: `${app}-5d8-x7k2${index}`,
    namespace: "shop",
    labels: { app, "pod-template-hash": "5d8" },
    ownerReferences: [{ kind: "ReplicaSet", name: `${app}-5d8`, uid: app, controller: true }],
  },
  spec: { containers: [{ ports: [{ containerPort: 8080, name: "http" }] }], ...more },
  status: { phase: "Running", podIPs: [{ ip: `10.0.0.${index}` }] },
});

const select = (app: string) => ({ podSelector: { matchLabels: { app } } });

const LISTS: Readonly<Record<string, readonly unknown[]>> = {
  "/api/v1/namespaces": [{ metadata: { name: "shop" } }, { metadata: { name: "other" } }],
  "/api/v1/pods": [podOf("web", 1), podOf("web", 2), podOf("agent", 3, { hostNetwork: true })],
  "/api/v1/services": [
    {
      metadata: { name: "web", namespace: "shop" },
      spec: { selector: { app: "web" }, ports: [{ port: 80, targetPort: "http", protocol: "TCP" }] },
    },
  ],
  "/apis/networking.k8s.io/v1/networkpolicies": [
    policy("shop", "nobody", { ...denyAllIngress, ...select("checkout") }),
    policy("shop", "agent", { ...denyAllIngress, ...select("agent") }),
    policy("shop", "web", { ...denyAllIngress, ...select("web"), ingress: [{ ports: [{ port: 80 }] }] }),
    policy("other", "odd", { ...denyAllIngress, ingress: [{ from: [{ ipBlock: { cidr: "10.1.2.3/8" } }] }] }),
  ],
};

/** Flags for that cluster, or for one that forbids all, and what it was asked for. */
function withFlags(
  use: (flags: readonly string[], asked: readonly string[]) => Promise<void>,
  lists = LISTS,
): Promise<void> {
  return withCluster(
    (kubeconfig, asked) => use(["--context", "staging", "--kubeconfig", kubeconfig], asked),
    lists,
  );
}

describe("the lint command on a cluster", () => {
  it("looks at its policies in a whole world, shows them as manifests, and only reads", async () => {
    await withFlags(async (flags, asked) => {
      const { code, stdout, stderr } = await netverdict("lint", ...flags, "--severity", "warning");
      assert.deepEqual([code, stderr], [1, ""]);
      const found = [...stdout.matchAll(/^(\S+):\d+:\d+ warning: .* \[([\w-]+)\]$/gm)].map(
        ([, file, rule]) => `${file} ${rule}`,
      );
      assert.deepEqual(found, [
        "staging/other/networkpolicy/odd cidr-host-bits",
        "staging/shop/networkpolicy/agent host-network",
        "staging/shop/networkpolicy/nobody selects-nothing",
        "staging/shop/networkpolicy/web service-port",
      ]);
      assert.match(stdout, /no pod of shop has the labels app=checkout .*\n {4}podSelector:\n {4}\^\n/);
      assert.match(stdout, /hint: correct the selector, or delete the policy\n/);
      assert.match(stdout, /\n4 policies: 4 warnings\n$/);
      assert.ok(asked.every((request) => request.startsWith("GET ")));
    });
  });

  it("says of some namespaces only what is in them, compared with all of the cluster", async () => {
    await withFlags(async (flags) => {
      const { stdout } = await netverdict("lint", ...flags, "--namespace", "other", "--format", "json");
      const { policies, findings } = JSON.parse(stdout);
      assert.equal(policies, 1);
      const rules = findings.map(({ rule }: { readonly rule: string }) => rule);
      assert.deepEqual(rules.toSorted(), ["cidr-host-bits", "no-default-deny-egress"]);
    });
  });

  it("takes rules and severities as for files", async () => {
    await withFlags(async (flags) => {
      const { code, stdout } = await netverdict(
        "lint",
        ...flags,
        "--rule",
        "cidr-host-bits",
        "--fail-on",
        "error",
      );
      assert.equal(code, 0);
      assert.match(stdout, /^4 policies: 1 warning$/m);
    });
  });

  it("is no outcome of lint where the cluster does not let us read: exit code 3", async () => {
    await withFlags(async (flags) => {
      const { code, stdout, stderr } = await netverdict("lint", ...flags);
      assert.deepEqual([code, stdout], [3, ""]);
      assert.match(stderr, /forbidden/);
    }, {});
  });

  it("says what is wrong with what it was asked for", async () => {
    await withFlags(async (flags) => {
      for (const [message, ...args] of [
        ["--namespace nowhere: the cluster has no such namespace", ...flags, "--namespace", "nowhere"],
        ["lint takes files or --context, not both", "a.yaml", ...flags],
        ["--all is for scenarios, and --context for a cluster's policies", ...flags, "--all"],
        [
          "--whole-world is for manifests: with --context the cluster is all that there is",
          ...flags,
          "--whole-world",
        ],
        ["--kubeconfig needs --context NAME", "a.yaml", ...flags.slice(2)],
        [
          "manifests that name no namespace are in one: give --namespace once",
          "a.yaml",
          "--namespace",
          "a",
          "--namespace",
          "b",
        ],
      ] as const) {
        const { code, stdout, stderr } = await netverdict("lint", ...args);
        assert.deepEqual([code, stdout, stderr], [2, "", `${message}\n`]);
      }
    });
  });
});
