import type { Report } from "../model/index.ts";
import { renderTerminal } from "../report/index.ts";
import { run } from "../run.ts";
import { systemClock } from "../system/clock.ts";
import { listenForInterruption } from "../system/interruption.ts";
import { type ClusterFlags, clusterKind } from "./cluster-options.ts";
import { wantsColor } from "./color.ts";
import { exitCodeOf } from "./exit-code.ts";
import { loadScenario } from "./load-scenario.ts";
import { clusterOf } from "./open-cluster.ts";
import { type ProgressLine, progressLine } from "./progress-line.ts";
import { checkReportFiles, type ReportFile, writeReportFiles } from "./report-files.ts";
import { newRunId } from "./run-id.ts";
import type { Terminal } from "./terminal.ts";

export interface RunFlags extends ClusterFlags {
  readonly report?: readonly ReportFile[];
  readonly color?: boolean;
}

/** A report on a pipe has no width of its own. */
const DEFAULT_COLUMNS = 120;

/** `netverdict run FILE`: measures, prints the report and returns the exit code. */
export async function runCommand(file: string, flags: RunFlags, terminal: Terminal): Promise<number> {
  const scenario = loadScenario(file);
  const files = flags.report ?? [];
  checkReportFiles(files);
  const progress = progressFor(terminal);
  const runId = newRunId();
  const cluster = await clusterOf(flags, runId, progress.say);
  using interruption = listenForInterruption(
    (signal) => progress.say(`${signal}: removing what was created; once more to stop at once`),
    (exitCode) => abandon(exitCode, flags, runId, progress),
  );
  try {
    const { signal } = interruption;
    const onProgress = progress.show;
    const report = await run(scenario, cluster, {
      file,
      signal,
      clock: systemClock,
      now: () => new Date(),
      onProgress,
    });
    progress.clear();
    writeReportFiles(files, report);
    print(report, flags, terminal);
    return interruption.exitCode() ?? exitCodeOf([report]);
  } catch (error) {
    progress.clear();
    const exitCode = interruption.exitCode();
    if (exitCode === undefined) throw error;
    terminal.stderr.write(`netverdict: ${whyNothing(error, interruption.signal)}\n`);
    return exitCode;
  }
}

/** An abort is not an error of its own; what went wrong while it was carried out is. */
function whyNothing(error: unknown, { reason }: AbortSignal): string {
  if (error === reason) return "interrupted before anything was measured; nothing is left behind";
  return error instanceof Error ? error.message : String(error);
}

function progressFor({ stderr, env }: Terminal): ProgressLine {
  const started = systemClock.now();
  const isTTY = stderr.isTTY === true && !env.CI;
  const sink = {
    isTTY,
    columns: stderr.columns ?? DEFAULT_COLUMNS,
    write: (text: string) => void stderr.write(text),
  };
  return progressLine(sink, () => systemClock.now() - started);
}

function print(report: Report, flags: RunFlags, { stdout, env }: Terminal): void {
  const color = wantsColor(flags.color, { env, isTTY: stdout.isTTY === true });
  stdout.write(renderTerminal(report, { color, width: stdout.columns ?? DEFAULT_COLUMNS }));
}

/** The user does not want to wait for the clean-up: says how to do it later. */
function abandon(exitCode: number, flags: RunFlags, runId: string, progress: ProgressLine): never {
  if (clusterKind(flags) === "kubernetes") {
    const kubeconfig = flags.kubeconfig === undefined ? "" : ` --kubeconfig ${flags.kubeconfig}`;
    progress.say(
      `stopped; remove what is left with: netverdict gc --context ${flags.context}${kubeconfig} --run ${runId}`,
    );
  }
  process.exit(exitCode);
}
