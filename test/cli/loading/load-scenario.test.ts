import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { loadScenario } from "../../../src/cli/loading/load-scenario.ts";
import { loadSuite } from "../../../src/cli/loading/load-suite.ts";
import { scenarioText, withFiles } from "../terminal.ts";

describe("a file of which one scenario is meant", () => {
  it("is that scenario", async () => {
    await withFiles({ "a.yaml": scenarioText("one") }, (folder) => {
      assert.equal(loadScenario(join(folder, "a.yaml")).name, "one");
    });
  });

  it("does not hold one that is not in it", async () => {
    await withFiles({ "a.yaml": scenarioText("one") }, (folder) => {
      assert.throws(
        () => loadScenario(join(folder, "a.yaml"), /two/),
        /there is no such scenario in .*--grep/,
      );
    });
  });
});

describe("a suite", () => {
  it("does not go round in circles where a folder has a link to itself", async () => {
    await withFiles({ "deep/a.yaml": scenarioText("one") }, (folder) => {
      symlinkSync(folder, join(folder, "deep/again"));
      symlinkSync(join(folder, "deep/a.yaml"), join(folder, "b.yaml"));
      assert.deepEqual(
        loadSuite([folder], process).map(({ id }) => id),
        ["b", "deep/a"],
      );
    });
  });

  it("is found through a link that was given", async () => {
    await withFiles({ "deep/a.yaml": scenarioText("one") }, (folder) => {
      mkdirSync(join(folder, "elsewhere"));
      const link = join(folder, "elsewhere/link");
      symlinkSync(join(folder, "deep"), link);
      assert.equal(loadSuite([link], process).length, 1);
    });
  });
});
