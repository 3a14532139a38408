import { applicationOf } from "../../../manifest/application/application.ts";
import { type ClusterState, withKnownDns } from "../../../model/index.ts";
import { assumedAddresses } from "../../../predict.ts";
import { oneLine } from "../../../safe-text/index.ts";
import { holdsScenario, renderProblems } from "../../../scenario/index.ts";
import { InputError } from "../../input-error.ts";
import type { ManifestInput } from "./read-input.ts";

/** The state that manifests make on a cluster, one pod a workload, and in sentences what it lacks. */
export interface ApplicationState {
  readonly state: ClusterState;
  readonly notes: readonly string[];
}

/**
 * @param namespace - of what names none.
 * @throws InputError with every problem, and if there is no pod.
 */
export function applicationState(input: ManifestInput, namespace: string): ApplicationState {
  const application = applicationOf(input.files, namespace, holdsScenario);
  if ("problems" in application) throw new InputError(renderProblems(application.problems));
  const { leftOut, ...world } = application.twins;
  const notes = [...input.leftOut, ...leftOut];
  const state = withKnownDns(world, assumedAddresses(world.pods));
  if (state.pods.length > 0) return { state, notes };
  const what = state.policies.length > 0 ? "policies and no workload that they are for" : "no workload";
  throw new InputError(
    [`the manifests have ${what}: name those of the pods as well`, ...notes.map(oneLine)].join("\n  "),
  );
}
