import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { local } from "./support/clusters.ts";
import { ROOT } from "./support/netverdict.ts";

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

    it(`can be imported, and a session of one entry is at home in the other, on ${name}`, function () {
      if (skip !== undefined) this.skip();
      const code = `import * as library from "netverdict";
        import { kubernetesCluster } from "netverdict/kubernetes";
        const never = new AbortController().signal;
        const cluster = kubernetesCluster({ agentSource: "", run: "r", kubeconfig: "/missing", context: "none" });
        const failure = await cluster.capabilities(never).catch((error) => error);
        console.log(typeof library.run, typeof library.parseScenario, failure instanceof library.ClusterError);`;
      const out = run(path ?? "", ["--input-type=module", "-e", code], join(folder, "lib"), path);
      assert.equal(out.trim(), "function function true");
    });
  }

  it("has types for both entries, which a strict compiler accepts", () => {
    const user = join(folder, "lib/user.ts");
    writeFileSync(user, USER);
    const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
    const options = [
      "--noEmit",
      "--strict",
      "--skipLibCheck",
      "--module",
      "nodenext",
      "--target",
      "es2023",
      "--types",
      "node",
    ];
    const types = ["--typeRoots", join(ROOT, "node_modules/@types")];
    run(process.execPath, [compiler, ...options, ...types, user], folder);
  });

  it("loads Kubernetes' client with netverdict/kubernetes alone", () => {
    const dist = join(folder, "lib/node_modules/netverdict/dist");
    const client = /@kubernetes\/client-node/;
    assert.doesNotMatch(withImports(dist, "index.js"), client);
    assert.match(withImports(dist, "kubernetes.js"), client);
  });
});

const USER = `import { type Cluster, parseScenario, type Report, renderTerminal } from "netverdict";
import { kubernetesCluster, type KubernetesOptions } from "netverdict/kubernetes";
export const clusterOf = (options: KubernetesOptions): Cluster => kubernetesCluster(options);
export const text = (report: Report): string => renderTerminal(report, { color: false, width: 80 });
// @ts-expect-error: types are there, so that a number is no text
parseScenario(1, { file: "", readFile: () => "" });
`;

/** The text of a bundle and of those that it imports. */
function withImports(dist: string, file: string): string {
  const text = readFileSync(join(dist, file), "utf8");
  const imported = [...text.matchAll(/\bfrom "\.\/(shared-\w+\.js)"/g)].map(([, name = ""]) => name);
  return [text, ...imported.map((name) => withImports(dist, name))].join("\n");
}
