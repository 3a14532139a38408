import assert from "node:assert/strict";
import { type LintFinding, renderLint, renderLintJson } from "../../../src/report/lint/lint-findings.ts";

const finding: LintFinding = {
  rule: "label-typo",
  severity: "warning",
  file: "p.yaml",
  line: 7,
  column: 8,
  message: "no pod has the label app=wbe",
  hint: "did you mean app=web?\napp: web",
  sourceLine: "  app:\twbe",
};

describe("the lint report", () => {
  it("shows place, severity, rule, the line with a caret, what to do, and how many there are", () => {
    assert.equal(
      renderLint({ findings: [finding], policies: 2 }, { color: false }),
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
    assert.equal(renderLint({ findings: [], policies: 1 }, { color: false }), "1 policy: nothing found\n");
  });

  it("lets no control character of a file through", () => {
    const text = renderLint(
      { findings: [{ ...finding, sourceLine: "a\u001b[2J", message: "b\u001b[2J" }], policies: 1 },
      { color: false },
    );
    assert.ok(!text.includes("\u001b"));
  });

  it("is an object with totals for programs", () => {
    assert.deepEqual(JSON.parse(renderLintJson({ findings: [finding], policies: 2 })), {
      schema: "netverdict.dev/lint/v1",
      policies: 2,
      totals: { error: 0, warning: 1, info: 0 },
      findings: [finding],
    });
  });
});
