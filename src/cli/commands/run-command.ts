import type { Cluster } from "../../cluster/port.ts";
import { type AnyReport, renderTerminal } from "../../report/index.ts";
import type { SuiteItem } from "../../suite/index.ts";
import { type Interruption, listenForInterruption } from "../../system/interruption.ts";
import { messageOf } from "../../system/system-error.ts";
import type { Attempt } from "../attempt/attempt.ts";
import { attemptMany } from "../attempt/attempt-many.ts";
import { attemptOne } from "../attempt/attempt-one.ts";
import { limitsOf } from "../attempt/cluster-limits.ts";
import { clusterOf } from "../attempt/open-cluster.ts";
import { newRunId } from "../attempt/run-id.ts";
import { endOnDefect } from "../end-on-defect.ts";
import { InputError } from "../input-error.ts";
import { type DeviationFlags, knowingItems } from "../known-deviations/knowing-items.ts";
import { checkSize, longRun } from "../loading/check-size.ts";
import { isPlainFile, loadSuite } from "../loading/load-suite.ts";
import { clusterKind } from "../options/cluster-options.ts";
import { useColors } from "../options/color.ts";
import { defaultJobs } from "../options/jobs.ts";
import { checkLent, createdNamespaces } from "../options/lent-options.ts";
import { chooseItems, type SelectionFlags } from "../options/selection.ts";
import { EXIT, exitCodeAfterLoss, exitCodeOf } from "../output/exit-code.ts";
import { DEFAULT_COLUMNS, progressSink } from "../output/progress-sink.ts";
import { checkReportFiles, type ReportFile } from "../output/report-files.ts";
import { stoppedLine } from "../output/stopped-line.ts";
import type { Terminal } from "../output/terminal.ts";
import { writeReports } from "../output/write-report.ts";
import { listScenarios } from "./list-scenarios.ts";

/** The flags of `netverdict run`, as commander hands them over. */
export interface RunFlags extends DeviationFlags, SelectionFlags {
  readonly list?: boolean;
  readonly maxCells?: number;
  readonly jobs?: number;
  readonly failFast?: boolean;
  readonly report?: readonly ReportFile[];
  readonly color?: boolean;
}

/** `netverdict run PATH...`: measures, prints the report and returns the exit code. */
export async function runCommand(
  paths: readonly string[],
  flags: RunFlags,
  terminal: Terminal,
): Promise<number> {
  const all = loadSuite(paths, terminal);
  const chosen = chooseItems(all, flags);
  if (flags.list) {
    const limits = await limitsOf(clusterKind(flags));
    terminal.stdout.write(listScenarios(chosen, limits, jobsOf(flags)));
    return EXIT.passed;
  }
  checkSize(chosen, paths, flags.maxCells);
  checkLent(chosen, flags);
  const items = chooseItems(await knowingItems(all, flags, terminal), flags);
  const isAlone = all.length === 1 && isPlainFile(paths);
  const attempt = attemptOf(items, isAlone, paths, flags, terminal);
  const long = longRun(items);
  if (long !== undefined) attempt.say(long);
  return carryOut({ attempt, created: createdNamespaces(items) }, flags, terminal);
}

function attemptOf(
  items: readonly SuiteItem[],
  isAlone: boolean,
  paths: readonly string[],
  flags: RunFlags,
  terminal: Terminal,
): Attempt {
  const [only] = items;
  if (flags.keep && items.length > 1)
    throw new InputError("--keep is for one scenario, and here are several: choose one with --grep");
  const sink = progressSink(terminal);
  if (isAlone && only !== undefined) return attemptOne(only, sink);
  return attemptMany(
    items,
    { name: paths.join(" "), jobs: jobsOf(flags), failFast: flags.failFast === true },
    sink,
  );
}

function jobsOf(flags: RunFlags): number {
  return flags.jobs ?? defaultJobs(clusterKind(flags), flags.namespaces);
}

/** An attempt, and the namespaces that its steps create. */
interface Undertaking {
  readonly attempt: Attempt;
  readonly created: readonly string[];
}

async function carryOut(
  { attempt, created }: Undertaking,
  flags: RunFlags,
  terminal: Terminal,
): Promise<number> {
  const files = flags.report ?? [];
  checkReportFiles(files);
  const runId = newRunId();
  const cluster = await clusterOf(flags, { run: runId, created, say: attempt.say });
  let doing = "removing what was created";
  using interruption = listenForInterruption(
    (signal) => attempt.say(`${signal}: ${doing}; once more to stop at once`),
    (exitCode) => abandon(exitCode, flags, runId, attempt),
  );
  using _ = endOnDefect(interruption, {
    // To let go of what is under way, and to remove what was made.
    limitMs: 2 * cluster.limits.closingMs,
    begin: () => attempt.say(doing),
    giveUp: (exitCode) => abandon(exitCode, flags, runId, attempt),
  });
  const outcome = await measure(attempt, cluster, interruption, terminal);
  if (typeof outcome === "number") return outcome;
  // A report that breaks off could be taken for a whole one.
  doing = "finishing the report";
  print(outcome, flags, terminal);
  const failures = await writeReports(files, outcome);
  for (const failure of failures) terminal.stderr.write(`netverdict: ${failure}\n`);
  const exitCode = interruption.exitCode() ?? exitCodeOf(outcome);
  return failures.length > 0 ? exitCodeAfterLoss(exitCode) : exitCode;
}

/** What was measured; the exit code if an interruption came before anything was. */
async function measure(
  attempt: Attempt,
  cluster: Cluster,
  interruption: Interruption,
  terminal: Terminal,
): Promise<AnyReport | number> {
  try {
    return await attempt.start(cluster, interruption.signal);
  } catch (error) {
    attempt.clear();
    return interruptedBefore(error, interruption, terminal);
  } finally {
    attempt.clear();
  }
}

/** The exit code of a run that was interrupted before it could report anything. Rethrows any other error. */
function interruptedBefore(error: unknown, interruption: Interruption, { stderr }: Terminal): number {
  const exitCode = interruption.exitCode();
  if (exitCode === undefined) throw error;
  stderr.write(`netverdict: ${whyNothing(error, interruption.signal)}\n`);
  return exitCode;
}

/** An abort is not an error of its own; what went wrong while it was carried out is. */
function whyNothing(error: unknown, { reason }: AbortSignal): string {
  if (error === reason) return "interrupted before anything was measured; nothing is left behind";
  return messageOf(error);
}

function print(outcome: AnyReport, flags: RunFlags, terminal: Terminal): void {
  const { stdout } = terminal;
  const color = useColors(flags.color, terminal);
  stdout.write(renderTerminal(outcome, { color, width: stdout.columns ?? DEFAULT_COLUMNS }));
}

/** The user does not want to wait for the clean-up: says how to do it later. */
function abandon(exitCode: number, flags: RunFlags, runId: string, attempt: Attempt): never {
  if (clusterKind(flags) === "kubernetes") {
    const { context = "", kubeconfig, namespaces } = flags;
    const lent = namespaces === undefined ? [] : ["--namespaces", namespaces.join(",")];
    attempt.say(stoppedLine({ context, kubeconfig }, runId, ...lent));
  }
  process.exit(exitCode);
}
