import { reportsOf, type SuiteReport } from "./suite-report.ts";

/** What is to be said about a suite as a whole: its own findings, and those that several scenarios share, once. */
export function suiteFindings(suite: SuiteReport): readonly string[] {
  const counts = new Map<string, number>();
  for (const finding of reportsOf(suite).flatMap(({ findings }) => [...new Set(findings)]))
    counts.set(finding, (counts.get(finding) ?? 0) + 1);
  const shared = [...counts].filter(([, count]) => count > 1).map(([finding]) => finding);
  return [...new Set([...suite.findings, ...shared])];
}
