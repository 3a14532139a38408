import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deployment, SHOP } from "../manifests.ts";
import { netverdict, scenarioText, withFiles } from "../terminal.ts";

const MAIN = fileURLToPath(new URL("../../../src/cli/main.ts", import.meta.url));

/** Runs a command line in a process of its own, with a standard input. */
function withInput(input: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", MAIN, ...args], {
    input,
    encoding: "utf8",
  });
  return { code: status, stdout, stderr };
}

async function predicted(files: Readonly<Record<string, string>>, ...flags: readonly string[]) {
  let ended = { code: -1, stdout: "", stderr: "" };
  await withFiles(files, async (folder) => {
    ended = await netverdict("predict", folder, ...flags);
    ended = {
      ...ended,
      stderr: ended.stderr.replaceAll(folder, "DIR"),
      stdout: ended.stdout.replaceAll(folder, "DIR"),
    };
  });
  return ended;
}

describe("the predict command, of manifests", () => {
  it("shows what their policies mean for their pods and Services", async () => {
    const { code, stdout, stderr } = await predicted({ "app.yaml": SHOP });
    assert.equal(stderr, "");
    assert.equal(code, 0);
    assert.match(stdout, /^DIR: what its policies mean for its pods; no cluster was asked\n/);
    assert.match(stdout, /via pod-ip\n.*default\/web {3}\.X +-\n.*via cluster-ip.*default\/web {3}\.\n/s);
    assert.match(stdout, /DIR: 4 cells: 3 allowed, 1 denied\n$/);
  });

  it("reads them from standard input", () => {
    const { code, stdout } = withInput(SHOP, "predict", "-");
    assert.equal(code, 0);
    assert.match(stdout, /^standard input: what its policies mean.*\n {2}default\/web {3}\.X/s);
  });

  it("says what to give where standard input is empty, or a scenario", () => {
    for (const command of ["predict", "lint", "init"]) {
      const { code, stderr } = withInput("\n", command, "-");
      const example = `helm template CHART | netverdict ${command} -`;
      assert.deepEqual([code, stderr], [2, `standard input is empty: give it manifests, as in ${example}\n`]);
    }
    const scenario = withInput(scenarioText("s"), "predict", "-");
    assert.equal(scenario.code, 2);
    assert.match(scenario.stderr, /^a scenario is read from its file, and not from standard input.*\n$/);
  });

  it("puts what names no namespace into the one that is asked for", async () => {
    const text = deployment("web", { http: 80 }) + deployment("db", { sql: 5432 }, "data");
    const { stdout } = await predicted({ "app.yaml": text }, "--namespace", "shop");
    assert.match(stdout, /data\/db .*\n {2}shop\/web /);
    const { code, stderr } = await predicted({ "app.yaml": text }, "--namespace", "Shop");
    assert.equal(code, 2);
    assert.match(stderr, /^--namespace Shop: write/);
    const twice = await predicted({ "app.yaml": text }, "--namespace", "a", "--namespace", "b");
    assert.match(twice.stderr, /give it once/);
  });

  it("says what was left out, and on which assumed addresses it rests", async () => {
    const block = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p }
spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }
`;
    const { stdout } = await predicted({
      "app.yaml": deployment("web", { http: 80 }) + block,
      "values.yaml": "a: 1",
    });
    assert.match(stdout, /\nnote: DIR\/values.yaml is no manifest\n/);
    assert.match(stdout, /\nnote: no Namespace is declared for default: /);
    assert.match(stdout, /\nnote: blocks were matched against assumed addresses: default\/web 10\./);
  });

  it("counts what nobody would answer apart from what policies deny", async () => {
    const service = `
apiVersion: v1
kind: Service
metadata: { name: nobody }
spec: { selector: { app: nobody }, ports: [{ port: 80 }] }
`;
    const { stdout } = await predicted({ "app.yaml": deployment("web", { http: 80 }) + service });
    assert.match(stdout, /1 cell: 0 allowed, 0 denied, 1 without an endpoint that answers\n$/);
  });

  it("refuses what the API server would refuse, with its place", async () => {
    const policy =
      "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p }\nspec: { podSelector: {}, policyTypes: [In] }\n";
    const { code, stderr } = await predicted({ "app.yaml": deployment("web", { http: 80 }) + policy });
    assert.equal(code, 2);
    assert.match(stderr, /^DIR\/app\.yaml:\d+:\d+ .*policyTypes/);
  });

  it("refuses policies without pods, and too many pods", async () => {
    const none = await predicted({ "p.yaml": SHOP.slice(SHOP.lastIndexOf("---")) });
    assert.equal(none.code, 2);
    assert.match(none.stderr, /^the manifests have policies and no workload that they are for/);
    const many = Array.from({ length: 61 }, (_, index) => deployment(`w${index}`, { http: 80 })).join("");
    assert.match(
      (await predicted({ "a.yaml": many })).stderr,
      /^61 pods are too many to show, 60 are the most/,
    );
  });

  it("refuses flags that choose among scenarios, and a namespace for scenarios", async () => {
    assert.match(
      (await predicted({ "a.yaml": SHOP }, "--tag", "x")).stderr,
      /^--tag chooses among scenarios/,
    );
    assert.match(
      (await predicted({ "a.yaml": scenarioText("a") }, "--namespace", "x")).stderr,
      /^--namespace is for manifests that name none/,
    );
  });

  it("predicts the scenarios of a folder that has both", async () => {
    await withFiles({ "a.yaml": scenarioText("a"), "policies/p.yaml": SHOP }, async (folder) => {
      assert.match((await netverdict("predict", folder)).stdout, /^1 scenario, 2 cells/);
      const file = await netverdict("predict", join(folder, "policies/p.yaml"));
      assert.match(file.stdout, /4 cells: 3 allowed, 1 denied\n$/);
    });
  });
});
