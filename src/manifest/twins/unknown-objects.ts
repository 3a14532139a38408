import { fewNames } from "../../model/index.ts";
import { groupOf, isBuiltIn } from "../api-group.ts";
import { type OtherObject, refOf } from "../inventory.ts";

/** A sentence for each kind outside the Kubernetes API: its objects may make pods, or decide over traffic. */
export function unknownObjects(others: readonly OtherObject[]): readonly string[] {
  const kinds = new Map<string, OtherObject[]>();
  for (const other of others) {
    const group = groupOf(other);
    if (isBuiltIn(other)) continue;
    const kind = `${other.kind} (${group})`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), other]);
  }
  return [...kinds].map(([kind, objects]) => sentence(kind, objects)).sort();
}

function sentence(kind: string, objects: readonly OtherObject[]): string {
  const named = fewNames(objects.map(refOf));
  const what = /Policy$/.test(kind.split(" ")[0] ?? "")
    ? "policies of this kind are not evaluated"
    : "the pods that it may make are not known";
  return `${kind} is left out, ${what}: ${named}`;
}
