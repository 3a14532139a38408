import type { Pod } from "../world/pod.ts";
import type { Service } from "../world/service.ts";
import type { FlowKinds } from "./flow.ts";
import { endsOf, type Target, targetsAmong } from "./target.ts";

interface State {
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
}

/** As many flows as `flowsAmong` lists for the same arguments. None is made: those of thousands of pods fill the memory. */
export function countFlows(state: State, { loopback, via, families }: FlowKinds): number {
  const pods = new Set(state.pods.map(({ ref }) => ref));
  let count = 0;
  for (const target of eachTarget(state, via)) {
    const ends = new Set(loopback ? [] : endsOf(target).map(({ pod }) => pod));
    count += pods.size - [...ends].filter((end) => pods.has(end)).length;
  }
  return count * Math.max(1, families.length);
}

/** One after another: the lists of endpoints of all Services together may be long. */
function* eachTarget({ pods, services }: State, via: FlowKinds["via"]): Iterable<Target> {
  yield* targetsAmong({ pods, services: [] }, via);
  const toServices = via.filter((each) => each !== "pod-ip");
  for (const service of services) yield* targetsAmong({ pods, services: [service] }, toServices);
}
