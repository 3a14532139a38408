import fc from "fast-check";
import type { Cluster } from "../../src/cluster/port.ts";
import type { IpFamily } from "../../src/model/index.ts";
import { measure } from "../../test/random-scenarios/measure.ts";
import { randomScenario } from "../../test/random-scenarios/random-scenario.ts";
import { type ScenarioFiles, scenarioFiles } from "../../test/random-scenarios/scenario-files.ts";
import { type Figures, figuresOf, NONE } from "./figures.ts";

/** For so long a scenario that failed is made smaller, in ms. */
const SHRINKING_MS = 900_000;

/** What came of the scenario of a seed: figures, or the smallest of its kind that fails, and why it does. */
export type Tried = { readonly figures: Figures } | { readonly files: ScenarioFiles; readonly why: string };

export async function tryScenario(
  seed: number,
  cluster: Cluster,
  families: readonly IpFamily[],
): Promise<Tried> {
  let figures = NONE;
  const property = fc.asyncProperty(randomScenario(families), async (draft) => {
    figures = figuresOf(await measure(await scenarioFiles(draft), cluster));
  });
  const found = await fc.check(property, {
    seed,
    numRuns: 1,
    interruptAfterTimeLimit: SHRINKING_MS,
    markInterruptAsFailure: false,
  });
  const [smallest] = found.counterexample ?? [];
  if (smallest === undefined && figures.scenarios === 0) throw new Error(`seed ${seed} did not end`);
  if (smallest === undefined) return { figures };
  const why = found.errorInstance instanceof Error ? found.errorInstance.message : `${found.errorInstance}`;
  return { files: await scenarioFiles(smallest), why };
}
