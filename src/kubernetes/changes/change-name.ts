import type { Change } from "../../model/index.ts";
import { changedObject } from "./batch-changes.ts";

const VERBS: Readonly<Record<Change["action"], string>> = {
  apply: "apply the policy",
  delete: "delete the policy",
  "label-pod": "label the pod",
  "label-namespace": "label the namespace",
  "create-namespace": "create the namespace",
  "remove-namespace": "remove the namespace",
  "create-pod": "create the pod",
  "remove-pod": "remove the pod",
  "restart-pod": "restart the pod",
};

/** What a change does, to complete "could not …": `apply the policy x/p`. */
export function changeName(change: Change): string {
  return `${VERBS[change.action]} ${changedObject(change)}`;
}
