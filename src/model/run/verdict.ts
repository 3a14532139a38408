import type { SettledExpectation } from "../flow/expectation.ts";
import type { Flow } from "../flow/flow.ts";
import type { Observation } from "../flow/outcome.ts";
import type { Decision } from "../policy/decision.ts";
import type { Labels } from "../world/pod.ts";
import type { KnownDeviation } from "./known-deviation.ts";

export const VERDICTS = [
  "pass",
  "known-deviation",
  "fail",
  "flaky",
  "unknown",
  "skipped",
  "xfail",
  "xpass",
] as const;

/**
 * `flaky`: changed after it had settled. `unknown`: not measured, or measured without proof. `known-deviation`: fails just
 * as a file of known deviations says.
 */
export type Verdict = (typeof VERDICTS)[number];

/** From the worst to the best. What could not be measured weighs less than what was measured and is wrong. */
export const WORST_FIRST: readonly Verdict[] = [
  "fail",
  "flaky",
  "xpass",
  "unknown",
  "known-deviation",
  "pass",
  "xfail",
  "skipped",
];

/** Whether something was measured that is not as it should be. */
export function isFailure(verdict: Verdict): boolean {
  return verdict === "fail" || verdict === "flaky" || verdict === "xpass";
}

/** Whether it was measured and is as it should be, or fails as it was expected to. */
export function passes(verdict: Verdict): boolean {
  return verdict === "pass" || verdict === "xfail" || verdict === "known-deviation";
}

/** Whether somebody has to look: it failed, or is not known. What was skipped is neither. */
export function needsAttention(verdict: Verdict): boolean {
  return isFailure(verdict) || verdict === "unknown";
}

export interface CellVerdict {
  readonly flow: Flow;
  readonly expected: SettledExpectation;
  /** Absent if the step was never begun: addresses are not known then. */
  readonly predicted?: Decision;
  readonly observed: Observation;
  readonly verdict: Verdict;
  /** Why it is not a pass. */
  readonly cause?: string;
  /** What is known of it, if it deviates from what is expected just as that says. */
  readonly deviation?: KnownDeviation;
  /** Outcomes of all rounds that count, run-length encoded: `reachable×1 timeout×3`. Only where they differ. */
  readonly history?: string;
  /** From the step's changes to the beginning of the round since which the cell is as expected; only if it changed. */
  readonly enforcedMs?: number;
}

/** Whether the API server refused a manifest that it had to refuse. `answer` is what it said. */
export interface RefusalVerdict {
  readonly name: string;
  readonly verdict: Verdict;
  readonly answer?: string;
  readonly cause?: string;
}

export interface StepVerdict {
  readonly name: string;
  readonly verdict: Verdict;
  readonly cells: readonly CellVerdict[];
  readonly refusals: readonly RefusalVerdict[];
  /** Why it was expected to fail, if it was. */
  readonly xfail?: string;
  readonly rounds: number;
  readonly durationMs: number;
  /** The longest `enforcedMs` of its cells. */
  readonly enforcedMs?: number;
  readonly probeTimeoutMs?: number;
  /** Answers of all rounds, and how many of them came only to a packet that was sent again; only if some did. */
  readonly resent?: { readonly answers: number; readonly late: number };
}

/** `unproven`: the sentinels could not be measured, so nothing is known. */
export type Enforcement = "enforced" | "not-enforced" | "unproven";

/** The whole answer of a run, ready for every report. */
export interface Report {
  readonly scenario: string;
  readonly file: string;
  readonly tags: readonly string[];
  readonly parameters: Labels;
  /** What the cluster lacks, if the scenario was skipped for it. */
  readonly skipped: readonly string[];
  readonly cluster: ClusterFacts;
  readonly enforcement: Enforcement;
  /** Sentences that come before everything else. */
  readonly findings: readonly string[];
  /** What the world of the scenario lacks of the application that it stands for, and what was assumed of it. */
  readonly notes?: readonly string[];
  readonly steps: readonly StepVerdict[];
  readonly totals: Readonly<Record<Verdict, number>>;
  readonly verdict: Verdict;
  readonly startedAt: string;
  readonly durationMs: number;
}

/**
 * `note` is printed in the report's header, for example that the local cluster is not the user's CNI. `fault`: what was
 * planted into the cluster on purpose; every format of reports names it.
 */
export interface ClusterFacts {
  readonly kind: "kubernetes" | "local" | "memory";
  readonly name: string;
  readonly nodes: readonly string[];
  readonly note?: string;
  readonly fault?: string;
  readonly image?: ProbeImage;
}

/** The image of probe pods. `ids`: what ran, as the nodes' container runtimes call it; by digest where they know one. */
export interface ProbeImage {
  readonly name: string;
  readonly ids: readonly string[];
}
