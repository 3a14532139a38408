import assert from "node:assert/strict";
import { type FoundPlugin, fitOf } from "../../src/deviations/index.ts";
import { deviationFile } from "./deviation-text.ts";

function fitTo(versions: readonly string[], found: FoundPlugin): string {
  return fitOf(deviationFile(`plugin: toy\nversions: ${JSON.stringify(versions)}\ndeviations: []\n`), found);
}

describe("a file of known deviations", () => {
  it("fits the plugin of its name in its versions and their lines", () => {
    for (const version of ["3.28", "3.28.5", "3.28-rc1"])
      assert.equal(fitTo(["3.27", "3.28"], { name: "toy", version }), "fits", version);
    for (const version of ["3.280", "3.2", "3.29.0", "13.28"])
      assert.equal(fitTo(["3.28"], { name: "toy", version }), "other-version", version);
  });

  it("fits every version if it names none", () => {
    const all = deviationFile("plugin: toy\ndeviations: []\n");
    assert.equal(fitOf(all, { name: "toy", version: "9.9" }), "fits");
    assert.equal(fitOf(all, { name: "toy" }), "fits");
  });

  it("does not fit another plugin, and may not where the version is not known", () => {
    assert.equal(fitTo(["3.28"], { name: "other", version: "3.28" }), "other-plugin");
    assert.equal(fitTo(["3.28"], { name: "toy" }), "unsure");
  });
});
