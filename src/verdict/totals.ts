import { type Report, type StepVerdict, VERDICTS, type Verdict } from "../model/index.ts";

/** How many cells and refusals of all steps have each verdict. */
export function totalsOf(steps: readonly StepVerdict[]): Report["totals"] {
  const verdicts = steps
    .flatMap(({ cells, refusals }) => [...cells, ...refusals])
    .map(({ verdict }) => verdict);
  const count = (verdict: Verdict) => verdicts.filter((other) => other === verdict).length;
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)])) as Report["totals"];
}
