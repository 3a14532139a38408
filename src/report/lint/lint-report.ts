export type LintSeverity = "error" | "warning" | "info";

/** A finding about a manifest, as reports print it. Lines and columns count from 1. */
export interface LintFinding {
  readonly rule: string;
  readonly severity: LintSeverity;
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
  /** The object that it is about, such as `NetworkPolicy shop/web`. */
  readonly object?: string;
  /** The same for this finding in every run, wherever its lines are, and of no other finding. */
  readonly identity: string;
}

/** What was found in so many policies. */
export interface LintReport {
  readonly findings: readonly LintFinding[];
  readonly policies: number;
}

/** What formats say beside what was found. */
export interface LintContext {
  readonly color: boolean;
  /** That of netverdict. */
  readonly version: string;
  /** An absolute path; files in it are named from there. */
  readonly workingDirectory: string;
  readonly rules: readonly LintRuleInfo[];
}

export interface LintRuleInfo {
  readonly id: string;
  readonly severity: LintSeverity;
  /** One line. */
  readonly summary: string;
  /** What goes wrong, and why. */
  readonly docs: string;
}

/** A way to print what was found. Options, help and tests follow from the list of them. */
export interface LintFormat {
  /** As `--format NAME` takes it. */
  readonly name: string;
  /** What it is for, in a few words. */
  readonly purpose: string;
  /** Safe to show on a terminal, with a line feed at the end. */
  render(report: LintReport, context: LintContext): string;
}

export function countOf(findings: readonly LintFinding[], severity: LintSeverity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}
