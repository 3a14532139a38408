import { type Change, objectName, policyName } from "../../model/index.ts";

/**
 * Changes in batches that follow each other; those of one batch may be made at one time: all are of one kind, and none is
 * of the same object as another. The sentinels' policy is alone: enforcing it shows that all before it is enforced.
 */
export function batchChanges(
  changes: readonly Change[],
  sentinelNamespace: string,
): readonly (readonly Change[])[] {
  const batches: Change[][] = [];
  for (const change of changes) {
    const batch = batches.at(-1);
    if (batch?.every((other) => isIndependent(change, other, sentinelNamespace))) batch.push(change);
    else batches.push([change]);
  }
  return batches;
}

function isIndependent(change: Change, other: Change, sentinelNamespace: string): boolean {
  return (
    change.action === other.action &&
    changedObject(change) !== changedObject(other) &&
    ![change, other].some(
      (one) => one.action === "apply" && one.object.metadata.namespace === sentinelNamespace,
    )
  );
}

/** The name of what a change changes, unique among those of its kind. */
export function changedObject(change: Change): string {
  switch (change.action) {
    case "apply":
      return policyName(change.object);
    case "delete":
      return objectName(change.object);
    case "create-namespace":
      return change.namespace.name;
    case "label-namespace":
    case "remove-namespace":
      return change.namespace;
    case "create-pod":
      return change.pod.ref;
    case "label-pod":
    case "remove-pod":
    case "restart-pod":
      return change.pod;
  }
}
