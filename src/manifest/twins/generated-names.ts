import type { Workload } from "../inventory.ts";
import type { Placed } from "./placed.ts";

/**
 * Workloads whose names the server makes have names of their own here: of several with one beginning the second ends in
 * `-2`. What each is called is said.
 */
export function withGeneratedNames(
  workloads: readonly Placed<Workload>[],
  leftOut: string[],
): readonly Placed<Workload>[] {
  const taken = new Set(workloads.filter(({ generateName }) => generateName === undefined).map(keyOf));
  return workloads.map((workload) => {
    const { kind = "Pod", namespace, generateName } = workload;
    if (generateName === undefined) return workload;
    const named = firstFree(workload, taken);
    taken.add(keyOf(named));
    leftOut.push(
      `${kind} ${namespace}/${generateName} has its name from the server: it is ${namespace}/${named.name} here`,
    );
    return named;
  });
}

function firstFree(workload: Placed<Workload>, taken: ReadonlySet<string>): Placed<Workload> {
  let named = workload;
  for (let count = 2; taken.has(keyOf(named)); count++)
    named = { ...workload, name: `${workload.name}-${count}` };
  return named;
}

function keyOf({ kind = "Pod", namespace, name }: Placed<Workload>): string {
  return `${kind} ${namespace}/${name}`;
}
