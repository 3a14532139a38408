import assert from "node:assert/strict";
import { join } from "node:path";
import { SHOP } from "../manifests.ts";
import { netverdict, scenarioText, withFiles } from "../terminal.ts";

describe("the scenarios that paths mean", () => {
  it("are those of a folder that has manifests beside them", async () => {
    await withFiles({ "a.yaml": scenarioText("a"), "k8s/shop.yaml": SHOP }, async (folder) => {
      const { code, stdout, stderr } = await netverdict("check", folder);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.match(stdout, /a\.yaml: a: 2 pods, 1 step, 2 cells\n$/);
    });
  });

  it("are told in one line to be none where there are only manifests, a file of them, or nothing", async () => {
    await withFiles({ "shop.yaml": SHOP }, async (folder) => {
      for (const [path, line] of [
        [
          "",
          /^there are only manifests in \S+, and no scenario: netverdict predict, explain and lint read them\n$/,
        ],
        [
          "shop.yaml",
          /^\S+shop\.yaml:1:1 this is a Kubernetes manifest and no scenario: netverdict predict, .*\n$/,
        ],
        ["*.yml", /^no file matches \S+\*\.yml\n$/],
      ] as const)
        for (const command of ["run", "check"]) {
          const { code, stderr } = await netverdict(command, join(folder, path));
          assert.equal(code, 2);
          assert.match(stderr, line);
        }
    });
    await withFiles({ "README.md": "", "empty.yaml": "" }, async (folder) => {
      assert.match(
        (await netverdict("check", join(folder, "empty.yaml"))).stderr,
        /^\S+ the scenario is empty\n$/,
      );
      assert.match(
        (await netverdict("predict", folder)).stderr,
        /^\S+ is empty: give it manifests, as in .*\n$/,
      );
    });
  });
});
