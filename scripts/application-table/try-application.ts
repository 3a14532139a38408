import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { findManifestFiles } from "../../src/cli/loading/manifest-files.ts";
import type { JsonReport } from "../../src/report/index.ts";
import { netverdict } from "./commands.ts";
import { isTrue } from "./true-findings.ts";

/** What came of an application. `seconds`: from its files to the measured matrix, so `init` and `run` together. */
export interface Tried {
  readonly name: string;
  readonly pods: number;
  readonly policies: number;
  readonly cells: number;
  readonly seconds: number;
  /** Errors and warnings of lint. */
  readonly findings: readonly LintFinding[];
  readonly falseFindings: readonly LintFinding[];
  readonly notes: number;
  /** What could not be represented or was assumed, a sentence each. */
  readonly leftOut: readonly string[];
}

interface LintFinding {
  readonly rule: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
}

interface LintReport {
  readonly policies: number;
  readonly findings: readonly LintFinding[];
}

/**
 * Lints an application, predicts it from standard input, writes a scenario of it into a folder, predicts that and runs it
 * on the local cluster.
 *
 * @throws Error if a command fails, or a cell is not as it was predicted.
 */
export async function tryApplication(folder: string, into: string): Promise<Tried> {
  const name = basename(folder);
  const scenario = join(into, `${name}.yaml`);
  const reportFile = join(into, `${name}.json`);
  const { findings, policies }: LintReport = JSON.parse(
    (await netverdict(["lint", "--format", "json", folder], [0, 1])).stdout,
  );
  await netverdict(["predict", "-"], [0], { input: together(folder) });
  const written = await netverdict(["init", folder, "-o", scenario]);
  await netverdict(["predict", scenario]);
  const ran = await netverdict(["run", scenario, "--report", `json=${reportFile}`]);
  const report: JsonReport = JSON.parse(readFileSync(reportFile, "utf8"));
  const serious = findings.filter(({ severity }) => severity !== "info");
  return {
    name,
    pods: podsIn(readFileSync(scenario, "utf8")),
    policies,
    cells: report.steps.reduce((sum, { cells }) => sum + cells.length, 0),
    seconds: written.seconds + ran.seconds,
    findings: serious,
    falseFindings: serious.filter((finding) => !isTrue(name, finding)),
    notes: findings.length - serious.length,
    leftOut: report.notes ?? [],
  };
}

/** The files of a folder as one stream, as `helm template` and `kubectl kustomize` print theirs. */
function together(folder: string): string {
  return findManifestFiles(folder)
    .files.map((file) => readFileSync(file, "utf8"))
    .join("\n---\n");
}

/** As the first line of a written scenario says. */
function podsIn(scenario: string): number {
  const pods = /^# .*: (?<pods>\d+) pods?, /.exec(scenario)?.groups?.pods;
  if (pods === undefined) throw new Error(`a written scenario does not begin with its pods:\n${scenario}`);
  return Number(pods);
}
