import picocolors from "picocolors";
import { oneLine, pointTo } from "../../safe-text/index.ts";
import { counted } from "../words/tally.ts";
import { countOf, type LintFinding, type LintFormat, type LintReport } from "./lint-report.ts";

/** Each finding as `file:line:column severity: message [rule]`, its source line, a caret and a hint; then how many. */
export const lintText: LintFormat = {
  name: "text",
  purpose: "for people; the default",
  render: (report, { color }) => {
    const colors = picocolors.createColors(color);
    const ink = { error: colors.red, warning: colors.yellow, info: colors.cyan };
    const blocks = report.findings.map((finding) => {
      const { file, line, column, severity, message, rule } = finding;
      const head = `${colors.bold(`${oneLine(file)}:${line}:${column}`)} ${ink[severity](severity)}: ${oneLine(message)}`;
      return [`${head} ${colors.dim(`[${rule}]`)}`, ...pointTo(finding), ...hintLines(finding), ""].join(
        "\n",
      );
    });
    return [...blocks, `${summary(report)}\n`].join("\n");
  },
};

function hintLines({ hint }: LintFinding): readonly string[] {
  return (hint === undefined ? [] : hint.split("\n")).map((line, index) =>
    index === 0 ? `  hint: ${line}` : `    ${line}`,
  );
}

function summary({ findings, policies }: LintReport): string {
  const looked = counted(policies, "policy", "policies");
  const counts = [
    counted(countOf(findings, "error"), "error"),
    counted(countOf(findings, "warning"), "warning"),
    counted(countOf(findings, "info"), "note"),
  ].filter((text) => !text.startsWith("0 "));
  return `${looked}: ${counts.length === 0 ? "nothing found" : counts.join(", ")}`;
}
