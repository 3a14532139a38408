import assert from "node:assert/strict";
import { join, relative } from "node:path";
import { expandPattern } from "../../../src/cli/loading/expand-pattern.ts";
import { SHOP } from "../manifests.ts";
import { netverdict, scenarioText, withFiles } from "../terminal.ts";

const FILES = {
  "k8s/b.yaml": SHOP,
  "k8s/a.yaml": "",
  "k8s/.hidden.yaml": "",
  "k8s/deep/c.yaml": "",
  "k[1].yaml": "",
};

describe("a pattern that no shell has expanded", () => {
  it("means what a shell would make of it, in the order of names", async () => {
    await withFiles(FILES, (folder) => {
      const found = (pattern: string) =>
        expandPattern(join(folder, pattern)).map((path) => relative(folder, path));
      assert.deepEqual(found("k8s/*.yaml"), ["k8s/a.yaml", "k8s/b.yaml"]);
      assert.deepEqual(found("k8s/**/*.yaml"), ["k8s/a.yaml", "k8s/b.yaml", "k8s/deep/c.yaml"]);
      assert.deepEqual(found("k8s/*"), ["k8s/a.yaml", "k8s/b.yaml", "k8s/deep"]);
      assert.deepEqual(found("k8s/{a,b}.yaml"), ["k8s/a.yaml", "k8s/b.yaml"]);
    });
  });

  it("is no pattern where a file has that very name", async () => {
    await withFiles(FILES, (folder) => {
      assert.deepEqual(expandPattern(join(folder, "k[1].yaml")), [join(folder, "k[1].yaml")]);
    });
  });

  it("is taken by every command that reads files, and refused in one line where nothing matches", async () => {
    await withFiles({ "k8s/app.yaml": SHOP, "s.yaml": scenarioText("s") }, async (folder) => {
      const manifests = join(folder, "k8s/*.yaml");
      assert.equal((await netverdict("predict", manifests)).code, 0);
      assert.equal((await netverdict("explain", manifests, "default/web -> default/db:5432")).code, 0);
      assert.match((await netverdict("init", manifests)).stdout, /\nmanifests:\n {2}- .*k8s\/\*\.yaml"?\n/);
      assert.doesNotMatch((await netverdict("lint", manifests)).stderr, /no file/);
      assert.match((await netverdict("check", join(folder, "s*.yaml"))).stdout, /s\.yaml: s: 2 pods/);
      for (const command of ["predict", "init", "lint", "check"]) {
        const { code, stderr } = await netverdict(command, join(folder, "x*.yaml"));
        assert.deepEqual([code, stderr], [2, `no file matches ${folder}/x*.yaml\n`], command);
      }
    });
  });

  it("may stand in a scenario", async () => {
    const scenario = "name: s\nmanifests: ['k8s/*.yaml']\nexpect: { default: predicted }\n";
    await withFiles({ "k8s/app.yaml": SHOP, "s.yaml": scenario }, async (folder) => {
      assert.match((await netverdict("check", join(folder, "s.yaml"))).stdout, /s: 2 pods, 1 step/);
    });
    await withFiles({ "s.yaml": scenario }, async (folder) => {
      const { stderr } = await netverdict("check", join(folder, "s.yaml"));
      assert.match(stderr, /s\.yaml:2:13 cannot read .*k8s\/\*\.yaml: no file matches .*k8s\/\*\.yaml\n/);
    });
  });
});
