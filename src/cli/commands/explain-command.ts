import { type Scenario, VIAS } from "../../model/index.ts";
import { planScenario } from "../../plan/index.ts";
import { explainFlow } from "../../policy/index.ts";
import { assumedAddresses, assumedState } from "../../predict.ts";
import { renderExplanations } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { didYouMean } from "../../yaml/suggest.ts";
import { InputError } from "../input-error.ts";
import { applicationState } from "../loading/application/application-state.ts";
import { type ManifestInput, readManifestInput } from "../loading/application/read-input.ts";
import { loadScenario } from "../loading/load-scenario.ts";
import { useColors } from "../options/color.ts";
import { EXIT } from "../output/exit-code.ts";
import type { Terminal } from "../output/terminal.ts";
import { withoutCells } from "./assumed-addresses.ts";
import { findFlows } from "./find-flow.ts";
import { inputTitle } from "./input-title.ts";
import { defaultNamespace } from "./predict-manifests-command.ts";

/**
 * `step` is a step's name or its number, from 1; the last step if left out. `grep` finds the scenario in a file that
 * stands for several.
 */
export interface ExplainFlags {
  readonly grep?: RegExp;
  readonly step?: string;
  /** Of manifests that name none. */
  readonly namespace?: string;
  readonly color?: boolean;
}

/**
 * `netverdict explain PATH FLOW`: says why the policies of a step, or of manifests, allow or deny a flow, and what would
 * have to change.
 * Asks no cluster: addresses are assumed. Either answer is a success.
 *
 * @throws InputError if the scenario is not sound, or has no such step or cell.
 */
export async function explainCommand(
  file: string,
  flowText: string,
  flags: ExplainFlags,
  terminal: Terminal,
): Promise<number> {
  const { grep, step, color } = flags;
  const manifests = readManifestInput([file], `netverdict explain - '${flowText}'`);
  if (manifests !== undefined) return explainManifests(file, manifests, flowText, flags, terminal);
  if (flags.namespace !== undefined)
    throw new InputError("--namespace is for manifests that name none, and scenarios name their namespaces");
  const scenario = loadScenario(file, grep);
  const index = stepIndex(scenario, step);
  const { state, addresses } = await assumedState(planScenario(withoutCells(scenario)), index + 1);
  const flows = findFlows(flowText, state, scenario.flows);
  const options = {
    color: useColors(color, terminal),
    where: `${scenario.name}, step ${index + 1}: ${scenario.steps[index]?.name}`,
    assumedAddresses: true,
  };
  terminal.stdout.write(
    renderExplanations(
      flows.map((flow) => explainFlow(state, addresses, flow)),
      options,
    ),
  );
  return EXIT.passed;
}

function explainManifests(
  path: string,
  manifests: ManifestInput,
  flowText: string,
  { grep, step, namespace, color }: ExplainFlags,
  terminal: Terminal,
): number {
  if (grep !== undefined || step !== undefined)
    throw new InputError("--step and --grep choose within scenarios, and these are manifests");
  const { state, notes } = applicationState(
    manifests,
    defaultNamespace(namespace === undefined ? [] : [namespace]),
  );
  const flows = findFlows(flowText, state, { loopback: true, via: VIAS, families: [] });
  for (const note of notes) terminal.stderr.write(`note: ${oneLine(note)}\n`);
  const addresses = assumedAddresses(state.pods);
  const explanations = flows.map((flow) => explainFlow(state, addresses, flow));
  const options = { color: useColors(color, terminal), where: inputTitle([path]), assumedAddresses: true };
  terminal.stdout.write(renderExplanations(explanations, options));
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
