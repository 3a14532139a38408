import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { local } from "./clusters.ts";
import { ROOT } from "./netverdict.ts";

const nodes = [
  { name: `Node ${process.versions.node}`, path: process.execPath },
  {
    name: "Node 24",
    path: process.env.NODE24,
    skip: process.env.NODE24 ? undefined : "NODE24 names no node binary",
  },
];

describe("the packed package", () => {
  const folder = mkdtempSync(join(tmpdir(), "netverdict-package-"));
  before(() => {
    run("npm", ["pack", "--silent", "--pack-destination", folder], ROOT);
    const [tarball = ""] = readdirSync(folder);
    run("npm", ["install", "--silent", "--global", "--prefix", folder, join(folder, tarball)], folder);
  });
  after(() => rmSync(folder, { recursive: true }));

  function run(command: string, args: readonly string[], cwd: string, node = process.execPath): string {
    const env = { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` };
    return execFileSync(command, args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  }

  for (const { name, path, skip } of nodes) {
    it(`runs a scenario that comes with it, from anywhere, on ${name}`, function () {
      const reason = skip ?? local.skip;
      if (reason !== undefined) {
        console.log(`      skipped: ${reason}`);
        this.skip();
      }
      const scenario = join(folder, "lib/node_modules/netverdict/scenarios/guestbook.yaml");
      assert.match(run(join(folder, "bin/netverdict"), ["run", scenario], folder, path), /guestbook: pass/);
    });

    it(`can be imported and has types, on ${name}`, function () {
      if (skip !== undefined) this.skip();
      const code =
        'const { run, parseScenario, kubernetesCluster } = await import("netverdict"); console.log(typeof run, typeof parseScenario, typeof kubernetesCluster)';
      const out = run(path ?? "", ["--input-type=module", "-e", code], join(folder, "lib"), path);
      assert.equal(out.trim(), "function function function");
      assert.ok(readdirSync(join(folder, "lib/node_modules/netverdict/dist/types")).includes("index.d.ts"));
    });
  }
});
