import type { Plan, Scenario, Size } from "../model/index.ts";

/** One scenario of a suite. `id` is unique in the suite and stays the same wherever the suite lies. */
export interface SuiteItem {
  readonly id: string;
  readonly file: string;
  readonly scenario: Scenario;
  readonly size: Size;
  /** Made of the scenario when it is first asked for, once: it holds every cell. */
  readonly plan: Plan;
}
