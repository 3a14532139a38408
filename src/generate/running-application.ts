import type { KnownService, Workload } from "../manifest/inventory.ts";
import type { Placed } from "../manifest/twins/placed.ts";
import { twinPods } from "../manifest/twins/twin-pods.ts";
import { unmatchable } from "../manifest/twins/twin-policies.ts";
import { servingUndeclared, twinServices, withoutEndpoints } from "../manifest/twins/twin-services.ts";
import { type ClusterState, type Pod, type PodRef, policyName } from "../model/index.ts";
import { type Testable, testable } from "./testable.ts";

/** What was read from a cluster. */
export interface Running {
  readonly state: ClusterState;
  readonly controllers: ReadonlyMap<PodRef, { readonly kind: string; readonly name: string }>;
  readonly onHostNetwork: readonly Pod[];
  readonly services: readonly Placed<KnownService>[];
}

/** The application that runs in some namespaces of a cluster, each of which is there: one pod for all that are equal. */
export function runningApplication(running: Running, namespaces: readonly string[]): Testable {
  const { state } = running;
  const isInside = ({ namespace }: { readonly namespace?: string }): boolean =>
    namespace !== undefined && namespaces.includes(namespace);
  const leftOut: string[] = [];
  const elsewhere = state.pods.filter((pod) => !isInside(pod)).length;
  if (elsewhere > 0) leftOut.push(`the pods of other namespaces are left out`);
  const services = twinServices(running.services.filter(isInside), leftOut);
  const workloads = twinPods(workloadsIn(running, isInside), leftOut);
  const pods = oneOfEqual(servingUndeclared(workloads, services, leftOut), leftOut);
  const policies = state.policies
    .filter(({ metadata }) => isInside(metadata))
    .toSorted((a, b) => (policyName(a) < policyName(b) ? -1 : 1));
  return testable({
    namespaces: state.namespaces
      .filter(({ name }) => isInside({ namespace: name }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    pods,
    services,
    policies,
    leftOut: [...leftOut, ...withoutEndpoints(services, pods), ...unmatchable(policies, pods)],
  });
}

/** A cluster lists pods in the order of their names, which are random: what they are made from is not. */
function workloadsIn(
  { state, controllers, onHostNetwork }: Running,
  isInside: (pod: Pod) => boolean,
): readonly Placed<Workload>[] {
  const workloadOf = ({ name, namespace, labels, ports, ref }: Pod): Placed<Workload> => {
    const controller = controllers.get(ref);
    return { name, namespace, labels, ports, ...(controller === undefined ? {} : { controller }) };
  };
  return [
    ...state.pods.filter(isInside).map(workloadOf),
    ...onHostNetwork.filter(isInside).map((pod) => ({ ...workloadOf(pod), hostNetwork: true })),
  ].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ controller, name }: Placed<Workload>): string {
  return `${controller?.kind ?? ""} ${controller?.name ?? ""} ${name}`;
}

/** Pods between which no policy can tell: the first stands for all. */
function oneOfEqual(pods: readonly Pod[], leftOut: string[]): readonly Pod[] {
  const classes = new Map<string, Pod[]>();
  for (const pod of pods) {
    const labels = Object.entries(pod.labels).sort();
    const ports = pod.ports.map(({ port, protocol, name }) => [port, protocol, name]);
    const key = JSON.stringify([pod.namespace, labels, ports]);
    classes.set(key, [...(classes.get(key) ?? []), pod]);
  }
  return [...classes.values()].flatMap(([first, ...others]) => {
    if (first !== undefined && others.length > 0)
      leftOut.push(`${first.ref} stands for its equals: ${others.map(({ ref }) => ref).join(", ")}`);
    return first ?? [];
  });
}
