import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { netverdict, scenarioText, withFiles } from "../terminal.ts";

const workload = (kind: string, name: string, port: number): string => `apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name} }
spec:
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: c, ports: [{ containerPort: ${port} }] }] }
`;

const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db }
spec:
  podSelector: { matchLabels: { app: db } }
  ingress: [{ from: [{ podSelector: { matchLabels: { app: api } } }] }]
`;

const FILES = {
  "k8s/apps.yaml": [workload("Deployment", "api", 80), workload("Deployment", "web", 80)].join("---\n"),
  "k8s/db.yaml": [workload("StatefulSet", "db", 5432), POLICY].join("---\n"),
  "k8s/old.yaml": scenarioText("old"),
};

describe("the init command", () => {
  it("prints a scenario that predict passes at once", async () => {
    await withFiles(FILES, async (folder) => {
      const output = join(folder, "scenario.yaml");
      const printed = await netverdict("init", join(folder, "k8s"), "--namespace", "shop");
      assert.equal(printed.code, 0, printed.stderr);
      const written = await netverdict("init", join(folder, "k8s"), "--namespace", "shop", "-o", output);
      assert.deepEqual([written.code, written.stdout], [0, ""]);
      const text = readFileSync(output, "utf8");
      const afterPaths = (whole: string): string => whole.slice(whole.indexOf("expect:"));
      assert.equal(afterPaths(text), afterPaths(printed.stdout));
      assert.match(text, /\nmanifests:\n {2}- \{ file: k8s\/, namespace: shop \}\n\nexpect:\n/);
      assert.ok(text.endsWith("expect:\n  default: allow\n  rules:\n    - deny shop/web -> shop/db\n"), text);
      const predicted = await netverdict("predict", output);
      assert.equal(predicted.code, 0);
      assert.match(predicted.stdout, /6 cells: the policies mean what it declares\n/);
    });
  });

  it("overwrites a file only with --force, and no manifest ever", async () => {
    await withFiles({ ...FILES, "mine.yaml": "mine" }, async (folder) => {
      const [k8s, mine, db] = ["k8s", "mine.yaml", "k8s/db.yaml"].map((name) => join(folder, name));
      assert.ok(k8s !== undefined && mine !== undefined && db !== undefined);
      const refused = await netverdict("init", k8s, "-o", mine);
      assert.deepEqual(
        [refused.code, refused.stderr],
        [2, `${mine} exists already: --force overwrites it\n`],
      );
      assert.equal(readFileSync(mine, "utf8"), "mine");
      const itself = await netverdict("init", k8s, "-o", db, "--force");
      assert.deepEqual(
        [itself.code, itself.stderr],
        [2, `${db} is one of the manifests: write the scenario somewhere else\n`],
      );
      assert.equal(readFileSync(db, "utf8"), FILES["k8s/db.yaml"]);
      assert.equal((await netverdict("init", k8s, "-o", mine, "--force")).code, 0);
      assert.match(readFileSync(mine, "utf8"), /^# What the policies of /);
      const again = join(folder, "k8s/old.yaml");
      assert.equal((await netverdict("init", k8s, "-o", again, "--force")).code, 0);
    });
  });

  it("adds somebody who is outside where there is one pod only", async () => {
    const closed = POLICY.replace(/ {2}ingress.*\n/, "");
    await withFiles({ "db.yaml": `${workload("StatefulSet", "db", 5432)}---\n${closed}` }, async (folder) => {
      const { code, stdout } = await netverdict("init", join(folder, "db.yaml"));
      assert.equal(code, 0);
      assert.match(
        stdout,
        /\n# - there is one pod only: outside\/client is added, and stands for everybody else\n/,
      );
      assert.match(stdout, /\n {2}- \{ file: \S+, namespace: default \}\n/);
      assert.match(stdout, /\n {2}outside\/client: \{\}\n/);
      assert.match(stdout, /1 cell, of which 0 are allowed/);
    });
  });

  it("says in a line why there is nothing to write", async () => {
    await withFiles(
      {
        "none.yaml": POLICY,
        "base/kustomization.yaml": "resources: []\n",
        "app.yaml": workload("Deployment", "web", 80),
        "bad.yaml": POLICY.replace("podSelector: {", "podSelector: [{"),
      },
      async (folder) => {
        for (const [pattern, ...args] of [
          [/^init needs a PATH: /],
          [/^there is no pod, and nothing that makes pods; nothing was written\n/, join(folder, "none.yaml")],
          [/bad\.yaml:\d+:\d+ .*nothing was written\n$/s, join(folder, "bad.yaml")],
          [
            / is a kustomize folder: build it, as in kustomize build .* \| netverdict init -\n$/,
            join(folder, "base"),
          ],
          [/^cannot read .*nowhere/, join(folder, "nowhere")],
          [/^cannot write .*none\/a\.yaml: /, join(folder, "app.yaml"), "-o", join(folder, "none/a.yaml")],
        ] as const) {
          const { code, stdout, stderr } = await netverdict("init", ...args);
          assert.deepEqual([code, stdout], [2, ""]);
          assert.match(stderr, pattern);
        }
      },
    );
  });
});
