import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { FAULTS } from "../../src/netns/index.ts";
import { forMarkdown } from "../../src/safe-text/index.ts";

describe("docs/detection.md", () => {
  let text = "";
  before(() => {
    text = readFileSync("docs/detection.md", "utf8");
  });

  it("has every fault that can be planted: found with packets by the scenario that it names, or by none on purpose", () => {
    const lines = text.split("\n");
    for (const { name, found } of FAULTS) {
      const row = lines.find((line) => line.startsWith(`| ${name} |`)) ?? assert.fail(`${name} is missing`);
      if ("by" in found)
        assert.match(row.split(` ${forMarkdown(found.by)} | `)[1] ?? row, /^(fail|flaky) \|/);
    }
  });

  it("has no false alarm", () => {
    const rows = [...text.matchAll(/^\| \w+ \| \d+ \| \d+ \| (\d+) \| \d+ \|$/gm)];
    assert.ok(rows.length > 0 && rows.every(([, alarms]) => alarms === "0"));
  });
});
