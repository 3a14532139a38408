import assert from "node:assert/strict";
import { lintJson } from "../../../src/report/lint/lint-json.ts";
import type { LintContext, LintFinding } from "../../../src/report/lint/lint-report.ts";
import { lintText } from "../../../src/report/lint/lint-text.ts";

const context: LintContext = { color: false, version: "0.0.0", workingDirectory: "/", rules: [] };

const finding: LintFinding = {
  rule: "label-typo",
  severity: "warning",
  file: "p.yaml",
  line: 7,
  column: 8,
  message: "no pod has the label app=wbe",
  hint: "did you mean app=web?\napp: web",
  sourceLine: "  app:\twbe",
  identity: "label-typo of p",
};

describe("the lint report", () => {
  it("shows place, severity, rule, the line with a caret, what to do, and how many there are", () => {
    assert.equal(
      lintText.render({ findings: [finding], policies: 2 }, context),
      `p.yaml:7:8 warning: no pod has the label app=wbe [label-typo]
    app:\twbe
        \t^
  hint: did you mean app=web?
    app: web

2 policies: 1 warning
`,
    );
  });

  it("says that nothing was found", () => {
    assert.equal(lintText.render({ findings: [], policies: 1 }, context), "1 policy: nothing found\n");
  });

  it("lets no control character of a file through", () => {
    const text = lintText.render(
      { findings: [{ ...finding, sourceLine: "a\u001b[2J", message: "b\u001b[2J" }], policies: 1 },
      context,
    );
    assert.ok(!text.includes("\u001b"));
  });

  it("is an object with totals for programs", () => {
    const { identity: _, ...shown } = finding;
    assert.deepEqual(JSON.parse(lintJson.render({ findings: [finding], policies: 2 }, context)), {
      schema: "netverdict.dev/lint/v1",
      policies: 2,
      totals: { error: 0, warning: 1, info: 0 },
      findings: [shown],
    });
  });
});
