import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { withCluster } from "../live-cluster.ts";
import { netverdict } from "../terminal.ts";

/** What manifests/rbac/read-only.yaml allows, as requests. */
function listedByTheRole(): readonly string[] {
  const { rules }: { readonly rules: readonly Rule[] } = parse(
    readFileSync(new URL("../../../manifests/rbac/read-only.yaml", import.meta.url), "utf8"),
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
  it("writes what runs in a namespace, and asks for no more than manifests/rbac/read-only.yaml grants", async () => {
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
