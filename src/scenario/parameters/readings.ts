import type { Labels, Scenario } from "../../model/index.ts";
import { type Problem, sameProblem } from "../../yaml/problem.ts";

/** What came of one combination of parameters. There is no scenario if too much was wrong. */
export interface Reading {
  readonly parameters: Labels;
  readonly problems: readonly Problem[];
  readonly scenario?: Scenario;
}

/** The problems of all combinations, each once; those that only some have say which. */
export function problemsOfEach(readings: readonly Reading[]): readonly Problem[] {
  const found = new Map<string, { problem: Problem; readings: Set<Reading> }>();
  for (const reading of readings)
    for (const problem of reading.problems) {
      const known = found.get(sameProblem(problem)) ?? { problem, readings: new Set() };
      known.readings.add(reading);
      found.set(sameProblem(problem), known);
    }
  return [...found.values()].map(({ problem, readings: those }) =>
    those.size === readings.length ? problem : withParameters(problem, [...those]),
  );
}

function withParameters(problem: Problem, [first, ...others]: readonly Reading[]): Problem {
  const values = Object.entries(first?.parameters ?? {}).map(([name, label]) => `${name}: ${label}`);
  const more = others.length === 0 ? "" : `, and ${others.length} more`;
  const where = `with ${values.join(", ")}${more}`;
  return { ...problem, hint: problem.hint === undefined ? where : `${problem.hint}\n${where}` };
}
