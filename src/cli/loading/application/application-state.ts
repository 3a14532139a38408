import { readManifests } from "../../../manifest/read-manifests.ts";
import { twinsOf } from "../../../manifest/twins/twins-of.ts";
import type { ClusterState } from "../../../model/index.ts";
import { renderProblems } from "../../../scenario/index.ts";
import { inOrder, isError, type Problem } from "../../../yaml/problem.ts";
import { InputError } from "../../input-error.ts";
import { isManifest } from "./parsed-file.ts";
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
  const problems: Problem[] = input.files.flatMap((file) => file.problems);
  const documents = input.files.flatMap((file) => file.documents.filter(isManifest));
  const inventory = readManifests(documents, undefined, (problem) => {
    problems.push(problem);
  });
  const errors = inOrder(problems.filter(isError));
  if (errors.length > 0) throw new InputError(renderProblems(errors));
  const { leftOut, ...state } = twinsOf(inventory, { namespace });
  const notes = [...input.leftOut, ...leftOut];
  if (state.pods.length > 0) return { state, notes };
  const what = state.policies.length > 0 ? "policies and no workload that they are for" : "no workload";
  throw new InputError([`the manifests have ${what}: name those of the pods as well`, ...notes].join("\n  "));
}
