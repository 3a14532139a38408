import { ClusterError } from "../../cluster/port.ts";
import { type Change, type ObjectRef, objectName, refOfObject } from "../../model/index.ts";
import type { ApiCall } from "../api/api-server.ts";
import { mergePatch } from "../api/merge-patch.ts";
import { namespacePath, podPath, policyPath, withQuery } from "../api/paths.ts";
import { labelledPolicy } from "../objects/objects.ts";
import { labelsPatch, type Relabelling, refuseOwnLabels } from "../objects/relabelling.ts";

/** A change of one object, after which the run's pods are what they were. */
export type ObjectChange = Extract<
  Change,
  { readonly action: "apply" | "delete" | "label-pod" | "label-namespace" }
>;

/** The calls that make a change, in order. Each bears being made again. */
export function changeCalls(change: ObjectChange, run: string): readonly ApiCall[] {
  switch (change.action) {
    case "apply": {
      const query = { fieldManager: "netverdict", force: "true", fieldValidation: "Strict" };
      const path = withQuery(objectPath(refOfObject(change.object)), query);
      const body = labelledPolicy(change.object, run);
      return [{ method: "PATCH", path, body, contentType: "application/apply-patch+yaml" }];
    }
    case "delete":
      return deleteCalls(objectPath(change.object));
    case "label-pod": {
      const [namespace = "", name = ""] = change.pod.split("/");
      return [labelCall(podPath(namespace, name), change)];
    }
    case "label-namespace":
      return [labelCall(namespacePath(change.namespace), change)];
  }
}

/** Only NetworkPolicies have a place that is known without asking the API server. */
function objectPath(ref: ObjectRef): string {
  if (ref.kind !== "NetworkPolicy" || ref.namespace === undefined)
    throw new ClusterError(`where ${objectName(ref)} belongs in the API is not known`);
  return policyPath(ref.namespace, ref.name);
}

/** The reading comes first, since it tells that there is something to delete; a repeated DELETE could not. */
function deleteCalls(path: string): readonly ApiCall[] {
  return [
    { method: "GET", path },
    { method: "DELETE", path },
  ];
}

function labelCall(path: string, change: Relabelling): ApiCall {
  refuseOwnLabels(change);
  return mergePatch(path, { metadata: { labels: labelsPatch(change) } });
}
