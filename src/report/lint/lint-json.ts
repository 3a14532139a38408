import { forJson } from "../../safe-text/index.ts";
import { countOf, type LintFinding, type LintFormat } from "./lint-report.ts";

const LINT_SCHEMA = "netverdict.dev/lint/v1";

/** The findings as an object. */
export const lintJson: LintFormat = {
  name: "json",
  purpose: "an object, for programs",
  render: ({ findings, policies }) => {
    const report = {
      schema: LINT_SCHEMA,
      policies,
      totals: {
        error: countOf(findings, "error"),
        warning: countOf(findings, "warning"),
        info: countOf(findings, "info"),
      },
      findings: findings.map(findingForPrograms),
    };
    return `${forJson(JSON.stringify(report, undefined, 2))}\n`;
  },
};

function findingForPrograms({
  rule,
  severity,
  file,
  line,
  column,
  message,
  hint,
  sourceLine,
  sourceColumn,
}: LintFinding) {
  return {
    rule,
    severity,
    file,
    line,
    column,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(sourceLine === undefined ? {} : { sourceLine }),
    ...(sourceColumn === undefined ? {} : { sourceColumn }),
  };
}
