import {
  type Decision,
  type Expectation,
  type ExpectedStep,
  type SettledExpectation,
  zip,
} from "../model/index.ts";

/** What is expected of a step once it is known what its policies mean. */
export interface SettledStep extends ExpectedStep {
  readonly cells: readonly SettledExpectation[];
}

/** `predicted` has one entry for each cell; it is left out if the step was never begun. */
export function settleExpectations(expected: ExpectedStep, predicted?: readonly Decision[]): SettledStep {
  const cells =
    predicted === undefined
      ? expected.cells.map((cell) => settled(cell, undefined))
      : zip(expected.cells, predicted).map(([cell, decision]) => settled(cell, decision));
  return { ...expected, cells };
}

/** What depends on which endpoint is chosen, on somebody who does not listen, or is not known cannot be held against anyone. */
export function meaning(decision: Decision | undefined): "allow" | "deny" | "any" {
  if (decision === undefined || decision.undetermined !== undefined) return "any";
  if (decision.depends || decision.unserved !== undefined) return "any";
  return decision.allowed ? "allow" : "deny";
}

function settled(expectation: Expectation, decision: Decision | undefined): SettledExpectation {
  return expectation === "predicted" ? meaning(decision) : expectation;
}
