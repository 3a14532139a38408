import type { Plan, Scenario } from "../model/index.ts";

/** One scenario of a suite. `id` is unique in the suite and stays the same wherever the suite lies. */
export interface SuiteItem {
  readonly id: string;
  readonly file: string;
  readonly scenario: Scenario;
  /** Made of the scenario, once. */
  readonly plan: Plan;
}
