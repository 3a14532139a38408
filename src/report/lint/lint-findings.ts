import picocolors from "picocolors";
import { forJson, oneLine, pointTo } from "../../safe-text/index.ts";
import { counted } from "../words/tally.ts";

/** A finding about a manifest, as reports print it. Lines and columns count from 1. */
export interface LintFinding {
  readonly rule: string;
  readonly severity: "error" | "warning" | "info";
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** What to do; may have several lines, the later ones YAML. */
  readonly hint?: string;
  /** The line around the place; absent where its text is not to be shown. */
  readonly sourceLine?: string;
  /** Where `column` is in a `sourceLine` that was cut. */
  readonly sourceColumn?: number;
}

/** What was found in so many policies. */
export interface LintReport {
  readonly findings: readonly LintFinding[];
  readonly policies: number;
}

const LINT_SCHEMA = "netverdict.dev/lint/v1";

/** Each finding as `file:line:column severity: message [rule]`, its source line, a caret and a hint; then how many. */
export function renderLint(report: LintReport, { color }: { readonly color: boolean }): string {
  const colors = picocolors.createColors(color);
  const ink = { error: colors.red, warning: colors.yellow, info: colors.cyan };
  const blocks = report.findings.map((finding) => {
    const { file, line, column, severity, message, rule } = finding;
    const head = `${colors.bold(`${oneLine(file)}:${line}:${column}`)} ${ink[severity](severity)}: ${oneLine(message)}`;
    return [`${head} ${colors.dim(`[${rule}]`)}`, ...pointTo(finding), ...hintLines(finding), ""].join("\n");
  });
  return [...blocks, `${summary(report)}\n`].join("\n");
}

/** The findings for programs. */
export function renderLintJson({ findings, policies }: LintReport): string {
  const report = {
    schema: LINT_SCHEMA,
    policies,
    totals: {
      error: count(findings, "error"),
      warning: count(findings, "warning"),
      info: count(findings, "info"),
    },
    findings: findings.map(
      ({ rule, severity, file, line, column, message, hint, sourceLine, sourceColumn }) => ({
        rule,
        severity,
        file,
        line,
        column,
        message,
        ...(hint === undefined ? {} : { hint }),
        ...(sourceLine === undefined ? {} : { sourceLine }),
        ...(sourceColumn === undefined ? {} : { sourceColumn }),
      }),
    ),
  };
  return `${forJson(JSON.stringify(report, undefined, 2))}\n`;
}

function hintLines({ hint }: LintFinding): readonly string[] {
  return (hint === undefined ? [] : hint.split("\n")).map((line, index) =>
    index === 0 ? `  hint: ${line}` : `    ${line}`,
  );
}

function summary({ findings, policies }: LintReport): string {
  const looked = counted(policies, "policy", "policies");
  const counts = [
    counted(count(findings, "error"), "error"),
    counted(count(findings, "warning"), "warning"),
    counted(count(findings, "info"), "note"),
  ].filter((text) => !text.startsWith("0 "));
  return `${looked}: ${counts.length === 0 ? "nothing found" : counts.join(", ")}`;
}

function count(findings: readonly LintFinding[], severity: LintFinding["severity"]): number {
  return findings.filter((finding) => finding.severity === severity).length;
}
