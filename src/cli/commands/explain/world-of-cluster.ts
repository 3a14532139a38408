import type { LiveState } from "../../../kubernetes/index.ts";
import { workloadName } from "../../../manifest/twins/one-per-controller.ts";
import { type PodRef, podRef, VIAS } from "../../../model/index.ts";
import { checkNamespaces, liveWorld } from "../../loading/live-cluster.ts";
import type { ExplainedWorld } from "./explained-world.ts";

/**
 * The world of a cluster's own pods. A pod is known by its name, and the first of a workload by the workload's name too.
 *
 * @throws InputError if one of the namespaces is not there.
 */
export function worldOfCluster(live: LiveState, namespaces: readonly string[]): ExplainedWorld {
  checkNamespaces(live, namespaces);
  const { state, leftOut } = liveWorld(live);
  const { addresses, families, context } = live;
  return {
    state,
    addresses,
    kinds: { loopback: true, via: VIAS, families: families.length > 1 ? families : [] },
    where: context,
    leftOut: namespaces.length === 0 ? [] : leftOut.filter((each) => isAbout(each, namespaces)),
    assumedAddresses: false,
    ...(namespaces.length === 0 ? {} : { namespaces }),
    aliases: aliasesIn(live),
  };
}

function isAbout(sentence: string, namespaces: readonly string[]): boolean {
  return namespaces.some((name) => sentence.includes(` ${name}/`));
}

function aliasesIn({ state, controllers, replicas }: LiveState): ReadonlyMap<string, PodRef> {
  const aliases = new Map<string, PodRef>();
  for (const { ref, namespace, labels } of state.pods) {
    const controller = controllers.get(ref);
    if (controller === undefined || !replicas.has(ref)) continue;
    const alias = podRef(namespace, workloadName(controller.name, labels));
    if (!aliases.has(alias)) aliases.set(alias, ref);
  }
  return aliases;
}
