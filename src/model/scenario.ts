import type { Change } from "./change.ts";
import type { ExpectedMatrix } from "./expectation.ts";
import type { Namespace, Pod } from "./pod.ts";

/** A checked scenario: every pod, namespace and policy that it names exists. */
export interface Scenario {
  readonly name: string;
  readonly namespaces: readonly Namespace[];
  readonly pods: readonly Pod[];
  readonly steps: readonly ScenarioStep[];
  readonly loopback: boolean;
  readonly timeouts: Timeouts;
}

/** Changes build on the steps before. */
export interface ScenarioStep {
  readonly name: string;
  readonly changes: readonly Change[];
  readonly expect: ExpectedMatrix;
}

/**
 * `probeMs`: how long one probe waits for an answer, or `auto`: chosen from measured latencies.
 * `settleMs`: the grace period after a step's changes. `hold`: rounds that must be as expected in a row.
 */
export interface Timeouts {
  readonly probeMs: number | "auto";
  readonly settleMs: number;
  readonly hold: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = { probeMs: "auto", settleMs: 10_000, hold: 2 };
