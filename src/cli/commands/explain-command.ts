import type { Scenario } from "../../model/index.ts";
import { planScenario } from "../../plan/index.ts";
import { explainFlow } from "../../policy/index.ts";
import { assumedState } from "../../predict.ts";
import { renderExplanation } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { didYouMean } from "../../yaml/suggest.ts";
import { InputError } from "../input-error.ts";
import { loadScenario } from "../loading/load-scenario.ts";
import { useColors } from "../options/color.ts";
import { EXIT } from "../output/exit-code.ts";
import type { Terminal } from "../output/terminal.ts";
import { withoutCells } from "./assumed-addresses.ts";
import { findFlow } from "./find-flow.ts";

/**
 * `step` is a step's name or its number, from 1; the last step if left out. `grep` finds the scenario in a file that
 * stands for several.
 */
export interface ExplainFlags {
  readonly grep?: RegExp;
  readonly step?: string;
  readonly color?: boolean;
}

/**
 * `netverdict explain FILE FLOW`: says why the policies of a step allow or deny a flow, and what would have to change.
 * Asks no cluster: addresses are assumed. Either answer is a success.
 *
 * @throws InputError if the scenario is not sound, or has no such step or cell.
 */
export async function explainCommand(
  file: string,
  flowText: string,
  { grep, step, color }: ExplainFlags,
  terminal: Terminal,
): Promise<number> {
  const scenario = loadScenario(file, grep);
  const index = stepIndex(scenario, step);
  const { state, addresses } = await assumedState(planScenario(withoutCells(scenario)), index + 1);
  const flow = findFlow(flowText, state, scenario.flows);
  const options = {
    color: useColors(color, terminal),
    where: `${scenario.name}, step ${index + 1}: ${scenario.steps[index]?.name}`,
    assumedAddresses: true,
  };
  terminal.stdout.write(renderExplanation(explainFlow(state, addresses, flow), options));
  return EXIT.passed;
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
