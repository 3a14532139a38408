import type { Scenario } from "../../../model/index.ts";
import { planScenario } from "../../../plan/index.ts";
import { assumedState } from "../../../predict.ts";
import { oneLine } from "../../../safe-text/index.ts";
import { didYouMean } from "../../../yaml/suggest.ts";
import { InputError } from "../../input-error.ts";
import { loadScenario } from "../../loading/load-scenario.ts";
import { withoutCells } from "../assumed-addresses.ts";
import type { ExplainedWorld } from "./explained-world.ts";

/**
 * The world of a scenario after a step.
 *
 * @throws InputError if the scenario is not sound, or has no such step.
 */
export async function worldOfScenario(
  file: string,
  { grep, step }: { readonly grep?: RegExp; readonly step?: string },
): Promise<ExplainedWorld> {
  const scenario = loadScenario(file, grep);
  const index = stepIndex(scenario, step);
  return {
    ...(await assumedState(planScenario(withoutCells(scenario)), index + 1)),
    kinds: scenario.flows,
    where: `${scenario.name}, step ${index + 1}: ${scenario.steps[index]?.name}`,
    leftOut: scenario.notes ?? [],
    assumedAddresses: true,
  };
}

function stepIndex({ steps }: Scenario, wanted: string | undefined): number {
  if (wanted === undefined) return steps.length - 1;
  const names = steps.map(({ name }) => name);
  const named = names.indexOf(wanted);
  const index = named >= 0 || !/^\d+$/.test(wanted) ? named : Number(wanted) - 1;
  if (index >= 0 && index < steps.length) return index;
  const known = names.map((name, at) => `    ${at + 1}: ${oneLine(name)}`).join("\n");
  const hint = didYouMean(wanted, names) ?? `the steps are\n${known}`;
  throw new InputError(`there is no step ${JSON.stringify(wanted)}\n  ${hint}`);
}
