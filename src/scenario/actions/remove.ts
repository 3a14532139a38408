import type { Change, PodRef } from "../../model/index.ts";
import type { Field } from "../../yaml/field.ts";
import { type Names, namesAfterRemove, namespaceProblem, podProblem } from "../world/names.ts";
import type { Progress } from "../world/world.ts";

/** The changes of a step's `remove` list of pods and namespaces. */
export function readRemove(list: Field, { state, names: before }: Progress): readonly Change[] {
  let names = before;
  return itemsOf(list).flatMap((item) => {
    const problem = problemOf(item, names);
    names = namesAfterRemove(names, [item.value]);
    if (problem !== undefined) item.problem(problem.message, problem.hint);
    const pod = state.pods.find(({ ref }) => ref === item.value);
    if (problem !== undefined || typeof item.value !== "string") return [];
    return pod === undefined ? removeNamespace(item.value) : [{ action: "remove-pod", pod: pod.ref }];
  });
}

/** The changes of a step's `restart` list of pods. */
export function readRestart(list: Field, { state, names }: Progress): readonly Change[] {
  const restarted = new Set<PodRef>();
  return itemsOf(list).flatMap((item) => {
    const name = String(item.value);
    const problem = podProblem(name, names);
    if (problem !== undefined) item.problem(problem.message, problem.hint);
    const pod = state.pods.find(({ ref }) => ref === name)?.ref;
    if (pod === undefined) return [];
    if (restarted.has(pod)) item.problem(`pod ${pod} is restarted twice in this step`);
    restarted.add(pod);
    return [{ action: "restart-pod", pod }];
  });
}

function removeNamespace(name: string): readonly Change[] {
  return name.includes("/") ? [] : [{ action: "remove-namespace", namespace: name }];
}

function problemOf({ value }: Field, names: Names) {
  const name = String(value);
  return name.includes("/") ? podProblem(name, names) : namespaceProblem(name, names);
}

/** The items that are texts; others are reported. */
function itemsOf(list: Field): readonly Field[] {
  if (!Array.isArray(list.value)) return [];
  const items = list.value.map((_, index) => list.child(index));
  for (const item of items)
    if (typeof item.value !== "string")
      item.problem(`${item.label} must be text`, "a pod is written namespace/name");
  return items.filter(({ value }) => typeof value === "string");
}
