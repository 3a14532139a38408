import type { Measured } from "../../test/random-scenarios/measure.ts";

/** What came of some scenarios, counted. */
export interface Figures {
  readonly scenarios: number;
  readonly steps: number;
  readonly agreeing: number;
  readonly undecided: number;
  readonly unmeasured: number;
  readonly again: number;
}

export const NONE: Figures = { scenarios: 0, steps: 0, agreeing: 0, undecided: 0, unmeasured: 0, again: 0 };

export function figuresOf({ results, again }: Measured): Figures {
  return results
    .map(({ steps, agreeing, undecided, unmeasured }) => ({
      scenarios: 1,
      steps,
      agreeing,
      undecided,
      unmeasured,
      again: 0,
    }))
    .reduce(sum, { ...NONE, again });
}

export function sum(one: Figures, other: Figures): Figures {
  return {
    scenarios: one.scenarios + other.scenarios,
    steps: one.steps + other.steps,
    agreeing: one.agreeing + other.agreeing,
    undecided: one.undecided + other.undecided,
    unmeasured: one.unmeasured + other.unmeasured,
    again: one.again + other.again,
  };
}
