import { countFlows } from "../../model/index.ts";
import { assumedAddresses, KINDS_WITHOUT_CLUSTER, predictWithoutCluster } from "../../predict.ts";
import { renderStatePrediction } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { InputError } from "../input-error.ts";
import { applicationState } from "../loading/application/application-state.ts";
import type { ManifestInput } from "../loading/application/read-input.ts";
import { useColors } from "../options/color.ts";
import { refuseTooMany } from "../options/max-cells.ts";
import { checkedNamespace } from "../options/namespace.ts";
import { EXIT } from "../output/exit-code.ts";
import { DEFAULT_COLUMNS } from "../output/progress-sink.ts";
import type { Terminal } from "../output/terminal.ts";
import { assumedAddressesOf } from "./assumed-addresses.ts";
import { dnsNotes } from "./dns-notes.ts";
import { inputTitle } from "./input-title.ts";
import { refuseUnreadable } from "./predict-cluster-command.ts";
import { writePredictions } from "./write-predictions.ts";

export interface PredictManifestsFlags {
  readonly namespace?: readonly string[];
  readonly maxCells?: number;
  readonly json?: boolean;
  readonly color?: boolean;
}

/**
 * `netverdict predict PATH|-` of manifests: what their policies mean for the pods that they make. Any answer is a success.
 *
 * @throws InputError if the manifests are not sound, or make no pods or too many to show.
 */
export function predictManifestsCommand(
  paths: readonly string[],
  input: ManifestInput,
  flags: PredictManifestsFlags,
  terminal: Terminal,
): number {
  const { state, notes: leftOut } = applicationState(input, defaultNamespace(flags.namespace));
  const advice = "name fewer files, or ask explain for one flow";
  if (flags.json !== true) refuseUnreadable(state.pods, advice);
  const title = inputTitle(paths);
  const cells = countFlows(state, KINDS_WITHOUT_CLUSTER);
  refuseTooMany({ what: oneLine(title), cells, advice }, flags.maxCells);
  const step = predictWithoutCluster(state, title);
  const addresses = assumedAddresses(state.pods);
  const assumptions = assumedAddressesOf(state, addresses);
  const notes = dnsNotes(state, addresses, state.pods);
  if (flags.json === true) {
    writePredictions([{ id: title, of: "manifests", leftOut, assumptions, notes, steps: [step] }], terminal);
    return EXIT.passed;
  }
  const text = renderStatePrediction(title, step, {
    color: useColors(flags.color, terminal),
    width: terminal.stdout.columns ?? DEFAULT_COLUMNS,
    meaning: "what its policies mean for its pods; no cluster was asked",
    notes: [...leftOut, ...assumptions, ...notes],
  });
  terminal.stdout.write(text);
  return EXIT.passed;
}

/** The namespace of what names none. */
export function defaultNamespace([name = "default", second]: readonly string[] = []): string {
  if (second !== undefined)
    throw new InputError("--namespace is the one of manifests that name none: give it once");
  return checkedNamespace(name);
}
