import type { ExpectedMatrix } from "../flow/expectation.ts";
import type { FlowKinds } from "../flow/flow.ts";
import type { Change } from "../world/change.ts";
import type { Labels, Namespace, Pod } from "../world/pod.ts";
import type { Requirement } from "../world/requirement.ts";
import type { Service } from "../world/service.ts";

/** A checked scenario: every pod, namespace and policy that it names exists. */
export interface Scenario {
  readonly name: string;
  readonly tags: readonly string[];
  /** The value of each parameter, as text, if the file has parameters: it then stands for several scenarios. */
  readonly parameters: Labels;
  readonly requires: readonly Requirement[];
  /** Why it is expected to fail, if it is. */
  readonly xfail?: string;
  readonly namespaces: readonly Namespace[];
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  readonly steps: readonly ScenarioStep[];
  readonly flows: FlowKinds;
  readonly timeouts: Timeouts;
  /** What the world lacks of the application that it stands for, and what was assumed of it: sentences for the report. */
  readonly notes?: readonly string[];
}

/** Changes build on the steps before. */
export interface ScenarioStep {
  readonly name: string;
  readonly changes: readonly Change[];
  /** Manifests that the API server must refuse; they change nothing. */
  readonly refused: readonly RefusedManifest[];
  /** How long to wait after the changes, in ms, before anything is measured. */
  readonly waitMs: number;
  readonly expect: ExpectedMatrix;
  readonly xfail?: string;
}

/** `reason` is a text that must stand in the API server's answer, if there is one. */
export interface RefusedManifest {
  readonly name: string;
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly reason?: string;
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
