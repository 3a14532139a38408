import { addressingName, type Flow, type PodRef, portName } from "../../model/index.ts";
import { groupBy } from "./group-by.ts";

/** Above this many names on one side, the rest is counted. */
const NAMED = 8;

/**
 * Writes flows as few lines as rules would: `x/a, x/b -> y/a:80`, `* -> x/*:80, 81 via cluster-ip`. A wildcard stands for
 * every pod of the step, or of a namespace, and leaves out a pod's flows to itself where the step does.
 *
 * @param all - every flow of the step, which tells what a wildcard would mean.
 */
export function flowLines(flows: readonly Flow[], all: readonly Flow[]): readonly string[] {
  const ofStep = groupBy(all, addressingName);
  return [...groupBy(flows, addressingName)].flatMap(([addressing, addressed]) =>
    linesOf(addressed, ofStep.get(addressing) ?? addressed).map((line) => `${line}${addressing}`),
  );
}

/** The same for flows that are addressed in the same way. */
function linesOf(flows: readonly Flow[], all: readonly Flow[]): readonly string[] {
  const step = new StepPods(all);
  const pairs = [...groupBy(flows, ({ source, target }) => `${source} ${target}`).values()].flatMap(
    (pair) => {
      const [first] = pair;
      return first === undefined
        ? []
        : [{ ...first, ports: step.portsText(first.target, pair.map(portName)) }];
    },
  );
  const perTarget = [...groupBy(pairs, ({ target, ports }) => `${target} ${ports}`).values()].flatMap(
    (same) => {
      const [first] = same;
      const sources = same.map(({ source }) => source);
      return first === undefined ? [] : [{ ...first, sources: step.sourcesText(sources, first.target) }];
    },
  );
  return [...groupBy(perTarget, ({ sources, ports }) => `${sources} ${ports}`).values()].flatMap((same) => {
    const [first] = same;
    const targets = step.targetsText(same.map(({ target }) => target));
    return first === undefined ? [] : [`${first.sources} -> ${targets}${first.ports}`];
  });
}

/** What a step's pods, Services and ports are, so that "all of them" can be said. */
class StepPods {
  /** The sources and the ports of each target. */
  readonly #targets: ReadonlyMap<
    PodRef,
    { readonly sources: ReadonlySet<PodRef>; readonly ports: ReadonlySet<string> }
  >;

  constructor(all: readonly Flow[]) {
    this.#targets = new Map(
      [...groupBy(all, ({ target }) => target).values()].flatMap((flows) => {
        const [first] = flows;
        if (first === undefined) return [];
        const sources = new Set(flows.map(({ source }) => source));
        return [[first.target, { sources, ports: new Set(flows.map(portName)) }]];
      }),
    );
  }

  portsText(target: PodRef, ports: readonly string[]): string {
    const served = this.#targets.get(target)?.ports.size ?? 0;
    if (ports.length > 2 && ports.length === served) return ` (all ${served} ports)`;
    return `:${ports.join(", ")}`;
  }

  sourcesText(sources: readonly PodRef[], target: PodRef): string {
    return podsText(sources, [...(this.#targets.get(target)?.sources ?? [])]);
  }

  targetsText(targets: readonly PodRef[]): string {
    return podsText(targets, [...this.#targets.keys()]);
  }
}

function podsText(pods: readonly PodRef[], all: readonly PodRef[]): string {
  if (pods.length > 1 && pods.length === all.length) return "*";
  const names = [...groupBy(pods, namespaceOf)].flatMap(([namespace, members]): readonly string[] => {
    const size = all.filter((pod) => namespaceOf(pod) === namespace).length;
    return members.length > 1 && members.length === size ? [`${namespace}/*`] : members;
  });
  const rest = names.length - NAMED;
  return rest > 1 ? `${names.slice(0, NAMED).join(", ")} and ${rest} more` : names.join(", ");
}

function namespaceOf(pod: PodRef): string {
  return pod.slice(0, pod.indexOf("/"));
}
