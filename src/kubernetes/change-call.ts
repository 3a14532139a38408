import { ClusterError } from "../cluster/port.ts";
import type { Change, Labels } from "../model/index.ts";
import type { ApiCall } from "./api-server.ts";
import { labelledPolicy } from "./objects.ts";
import { namespacePath, podPath, policyPath, withQuery } from "./paths.ts";
import { RUN_LABEL } from "./run-labels.ts";

/** The calls that make a change, in order. Each bears being made again. */
export function changeCalls(change: Change, run: string): readonly ApiCall[] {
  switch (change.action) {
    case "apply": {
      const { name, namespace } = change.policy.metadata;
      const query = { fieldManager: "netverdict", force: "true", fieldValidation: "Strict" };
      const path = withQuery(policyPath(namespace, name), query);
      const body = labelledPolicy(change.policy, run);
      return [{ method: "PATCH", path, body, contentType: "application/apply-patch+yaml" }];
    }
    case "delete":
      return deleteCalls(policyPath(change.namespace, change.name));
    case "label-pod": {
      const [namespace = "", name = ""] = change.pod.split("/");
      return [labelCall(podPath(namespace, name), change)];
    }
    case "label-namespace":
      return [labelCall(namespacePath(change.namespace), change)];
  }
}

/** The reading comes first, since it tells that there is something to delete; a repeated DELETE could not. */
function deleteCalls(path: string): readonly ApiCall[] {
  return [
    { method: "GET", path },
    { method: "DELETE", path },
  ];
}

function labelCall(path: string, { set, unset }: { set: Labels; unset: readonly string[] }): ApiCall {
  if (RUN_LABEL in set || unset.includes(RUN_LABEL))
    throw new ClusterError(`the label ${RUN_LABEL} is netverdict's own: without it nothing could be removed`);
  const labels = { ...Object.fromEntries(unset.map((key) => [key, null])), ...set };
  const body = { metadata: { labels } };
  return { method: "PATCH", path, body, contentType: "application/merge-patch+json" };
}
