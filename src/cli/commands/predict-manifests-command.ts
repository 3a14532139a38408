import { assumedAddresses, predictWithoutCluster } from "../../predict.ts";
import { renderStatePrediction } from "../../report/index.ts";
import { InputError } from "../input-error.ts";
import { applicationState } from "../loading/application/application-state.ts";
import type { ManifestInput } from "../loading/application/read-input.ts";
import { useColors } from "../options/color.ts";
import { checkedNamespace } from "../options/namespace.ts";
import { EXIT } from "../output/exit-code.ts";
import { DEFAULT_COLUMNS } from "../output/progress-sink.ts";
import type { Terminal } from "../output/terminal.ts";
import { assumedAddressesOf } from "./assumed-addresses.ts";
import { inputTitle } from "./input-title.ts";
import { MOST_PODS } from "./predict-cluster-command.ts";

export interface PredictManifestsFlags {
  readonly namespace?: readonly string[];
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
  const { state, notes } = applicationState(input, defaultNamespace(flags.namespace));
  const { pods } = state;
  if (pods.length > MOST_PODS)
    throw new InputError(
      `${pods.length} pods are too many to show, ${MOST_PODS} are the most: name fewer files`,
    );
  const title = inputTitle(paths);
  const text = renderStatePrediction(title, predictWithoutCluster(state, title), {
    color: useColors(flags.color, terminal),
    width: terminal.stdout.columns ?? DEFAULT_COLUMNS,
    meaning: "what its policies mean for its pods; no cluster was asked",
    notes: [...notes, ...assumedAddressesOf(state, assumedAddresses(pods))],
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
