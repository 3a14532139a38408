import assert from "node:assert/strict";
import { reporters } from "../../src/report/index.ts";
import { rendered } from "./rendered.ts";
import { leak, report, step } from "./report-builder.ts";

const failing = report([step("closed", [leak("x/a -> x/b:80")])]);

describe("reporters", () => {
  it("have the names that --report takes", () => {
    assert.deepEqual(
      reporters.map(({ name }) => name),
      ["json", "junit", "markdown"],
    );
  });

  for (const { name } of reporters) {
    it(`make text of the same run every time, as ${name}, without a terminal's colours`, () => {
      const text = rendered(name, failing);
      assert.equal(text, rendered(name, failing));
      assert.match(text, /x\/a -(?:>|&gt;) x\/b:80/);
      assert.ok(text.endsWith("\n"));
      assert.ok(!text.includes("\u001b"));
    });
  }
});
