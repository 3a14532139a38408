import type { Expectation, SettledExpectation } from "../flow/expectation.ts";
import type { Flow } from "../flow/flow.ts";
import type { Change } from "../world/change.ts";
import type { ClusterDns } from "../world/dns.ts";
import type { Labels, Namespace, Pod } from "../world/pod.ts";
import type { Requirement } from "../world/requirement.ts";
import type { Service } from "../world/service.ts";
import type { KnownDeviation } from "./known-deviation.ts";
import type { RefusedManifest, Timeouts } from "./scenario.ts";

/** What is there before the first step. Plans with equal worlds can be carried out in one session, one after another. */
export interface World {
  readonly namespaces: readonly Namespace[];
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  /** How many nodes it needs, also for pods that come later; if left out, as many as its pods name. */
  readonly nodes?: number;
  /** Who answers names there; as usual if left out. */
  readonly dns?: ClusterDns;
}

/** All that a run will create, change, measure and expect, as a value. */
export interface Plan extends World {
  readonly scenario: string;
  readonly tags: readonly string[];
  readonly parameters: Labels;
  /** What the scenario says that it needs, and what its pods, placement and flows imply. */
  readonly requires: readonly Requirement[];
  readonly xfail?: string;
  readonly steps: readonly PlannedStep[];
  readonly timeouts: Timeouts;
  /** As of the scenario. */
  readonly notes?: readonly string[];
}

/** A step: its task, and apart from it what is expected, since whoever measures gets the task alone. */
export interface PlannedStep {
  readonly task: StepTask;
  readonly expected: ExpectedStep;
}

/**
 * - `control`: before any policy; shows that every listener can be reached.
 * - `canary`: the sentinels alone; shows that this cluster enforces NetworkPolicy at all.
 * - `declared`: a step of the scenario.
 */
export type StepKind = "control" | "canary" | "declared";

/**
 * What is done and measured in a step. It does not say what is expected. `sentinels` are flows among our own pods.
 * Policies in `changes` may hold placeholders for addresses, which are known only when the step begins.
 */
export interface StepTask {
  readonly name: string;
  readonly kind: StepKind;
  readonly changes: readonly Change[];
  readonly refused: readonly RefusedManifest[];
  readonly waitMs: number;
  readonly flows: readonly Flow[];
  readonly sentinels: readonly Flow[];
}

/** What is expected of a step: one entry for each of its flows and sentinels, in their order. */
export interface ExpectedStep {
  readonly cells: readonly Expectation[];
  readonly sentinels: readonly SettledExpectation[];
  readonly xfail?: string;
  /** What is known of the network plugin, one entry for each flow; left out where nothing is known of any. */
  readonly deviations?: readonly (KnownDeviation | undefined)[];
}

/** The steps that the scenario declares, without those that prepare. */
export function declaredSteps<Step extends PlannedStep>({
  steps,
}: {
  readonly steps: readonly Step[];
}): readonly Step[] {
  return steps.filter(({ task }) => task.kind === "declared");
}
