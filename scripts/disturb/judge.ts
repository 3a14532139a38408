import type { Ending, NetverdictRun } from "./disturbed-run.ts";
import { heldMs, type Trial } from "./trial.ts";
import type { Undisturbed } from "./undisturbed.ts";
import { differences, exitCodeFor, verdictsOf } from "./verdicts.ts";

/** `right`: as if nobody had disturbed it. `unknown`: some cells, or all, with a cause. `ended`: by us, as it was to be. */
export type Kind = "right" | "unknown" | "ended" | "wrong";

export interface Judgement {
  readonly kind: Kind;
  /** Why it is wrong, in sentences. */
  readonly faults: readonly string[];
}

export interface Evidence {
  readonly trial: Trial;
  readonly run: NetverdictRun;
  readonly ending: Ending;
  readonly known: Undisturbed;
  readonly isStruck: boolean;
}

export function judge(evidence: Evidence): Judgement {
  const { trial, ending, run, isStruck } = evidence;
  const isKilled =
    isStruck && (trial.hand === "orphan" || (trial.victim === "main" && trial.hand === "kill"));
  if (isKilled && ending.signal === "SIGKILL") return { kind: "ended", faults: [] };
  const faults = [...lateness(evidence), ...wrongWords(run), ...wrongVerdicts(evidence)];
  if (faults.length > 0) return { kind: "wrong", faults };
  if (ending.code === 143 || ending.signal === "SIGTERM") return { kind: "ended", faults };
  return { kind: isUnknown(run) ? "unknown" : "right", faults };
}

function isUnknown(run: NetverdictRun): boolean {
  const report = run.report();
  return (
    report === undefined || [...verdictsOf(report).values()].some(({ verdict }) => verdict === "unknown")
  );
}

function lateness({ trial, ending, known }: Evidence): readonly string[] {
  const most = known.deadlineMs + heldMs(trial);
  return ending.elapsedMs <= most
    ? []
    : [`it took ${Math.round(ending.elapsedMs)} ms, which is more than ${most} ms`];
}

function wrongWords({ stdout, stderr }: NetverdictRun): readonly string[] {
  const text = stdout + stderr;
  return /\n\s+at |defect in netverdict/.test(text) ? [`it says: ${text.slice(-2_000)}`] : [];
}

function wrongVerdicts({ trial, run, ending, known, isStruck }: Evidence): readonly string[] {
  const isTerminated = isStruck && trial.victim === "main" && trial.hand === "terminate";
  const { code, signal } = ending;
  // After all is measured and removed nothing is left to be done first.
  if (isTerminated && signal === "SIGTERM") return [];
  const report = run.report();
  const isInterrupted = isTerminated && code === 143;
  const wanted = report === undefined ? 3 : exitCodeFor(report.verdict);
  const faults =
    code === wanted || isInterrupted ? [] : [`it ended with ${code ?? signal}, not with ${wanted}`];
  if (report !== undefined) return [...faults, ...differences(known.verdicts, verdictsOf(report))];
  return /^netverdict: \S/m.test(run.stderr) ? faults : [...faults, `it does not say why: ${run.stderr}`];
}
