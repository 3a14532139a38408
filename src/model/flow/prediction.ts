import type { Decision } from "../policy/decision.ts";
import type { SettledExpectation } from "./expectation.ts";
import type { Flow } from "./flow.ts";

/** A step of a scenario as its policies mean it, beside what the scenario declares. */
export interface PredictedStep {
  readonly name: string;
  readonly cells: readonly PredictedCell[];
}

export interface PredictedCell {
  readonly flow: Flow;
  readonly expected: SettledExpectation;
  readonly decision: Decision;
}
