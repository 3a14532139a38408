import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { netverdict, withFiles } from "../terminal.ts";

const path = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/reported-cases/${name}`, import.meta.url));

const flowAllowed = / is allowed\n/;

describe("the hints of explain", () => {
  it("name the only label that meets two In on one key, and with that label the flow is allowed", async () => {
    const { stdout } = await netverdict("explain", path("two-in-on-one-key.yaml"), "shop/ui -> shop/db:5432");
    const offered = [...stdout.matchAll(/label pod shop\/ui with (.*)/g)].map(([, label]) => label);
    assert.deepEqual(offered, ["part=api"]);
    const text = readFileSync(path("two-in-on-one-key.yaml"), "utf8");
    await withFiles({ "s.yaml": text.replace("{ part: ui }", "{ part: api }") }, async (folder) => {
      const after = await netverdict("explain", join(folder, "s.yaml"), "shop/ui -> shop/db:5432");
      assert.match(after.stdout, flowAllowed);
    });
  });

  it("say that nothing helps where requirements contradict each other, in step and with a label less", async () => {
    const file = path("contradicting-requirements.yaml");
    for (const label of ["{ part: ui }", "{}"])
      await withFiles(
        { "s.yaml": readFileSync(file, "utf8").replace("labels: { part: ui }", `labels: ${label}`) },
        async (folder) => {
          const { stdout } = await netverdict("explain", join(folder, "s.yaml"), "shop/ui -> shop/api:80");
          assert.match(
            stdout,
            /no pod can match this peer: what it requires of the label part contradicts itself/,
          );
          assert.match(
            stdout,
            /no label, port or block makes one of these rules match: add one to shop\/api/,
          );
          assert.doesNotMatch(stdout, /take part|label pod/);
        },
      );
  });
});

describe("predicting a policy in YAML 1.1", () => {
  it("tells both values that kubectl takes for something else", async () => {
    const { code, stderr } = await netverdict("predict", path("yaml-1.1/scenario.yaml"));
    assert.equal(code, 2);
    assert.match(stderr, /note: kubectl reads 0120 as 80\n/);
    assert.match(stderr, /"tested" must be text, and y is read as true\n/);
    assert.match(stderr, /^1 problem; nothing was created$/m);
  });
});
