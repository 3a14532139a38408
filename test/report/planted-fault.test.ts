import assert from "node:assert/strict";
import { type AnyReport, renderTerminal, reporters } from "../../src/report/index.ts";
import { rendered } from "./rendered.ts";
import { cell, report, step } from "./report-builder.ts";
import { result, suite } from "./suite-builder.ts";

const CLUSTER = { kind: "local", name: "local", nodes: ["node-1"] } as const;
const FAULT = "rule-lost on node-1";

const alone = (fault?: string) =>
  report([step("open", [cell("x/a -> x/b:80")])], { cluster: { ...CLUSTER, ...(fault && { fault }) } });
const together = (fault?: string) => suite([result("a", alone(fault))]);

/** What users see, in every format. */
function everywhere(outcome: AnyReport): readonly (readonly [string, string])[] {
  const printed = renderTerminal(outcome, { color: false, width: 80 });
  return [["printed", printed], ...reporters.map(({ name }) => [name, rendered(name, outcome)] as const)];
}

describe("a report from a cluster with a planted fault", () => {
  it("says so in every format, even where everything passed", () => {
    for (const outcome of [alone(FAULT), together(FAULT)])
      for (const [format, text] of everywhere(outcome)) assert.match(text, /rule-lost on node-1/, format);
  });

  it("says in words that it was planted", () => {
    for (const outcome of [alone(FAULT), together(FAULT)]) {
      assert.match(renderTerminal(outcome, { color: false, width: 80 }), /with the planted fault rule-lost/);
      assert.match(rendered("markdown", outcome), /with the planted fault rule-lost/);
      assert.match(
        rendered("junit", outcome),
        /<property name="planted fault" value="rule-lost on node-1"\/>/,
      );
      assert.match(rendered("json", outcome), /"fault": ?"rule-lost on node-1"/);
    }
  });

  it("has no such words where none is", () => {
    for (const outcome of [alone(), together()])
      for (const [format, text] of everywhere(outcome)) assert.doesNotMatch(text, /planted/, format);
  });
});
