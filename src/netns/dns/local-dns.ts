import { type Namespace, type Pod, type Service, USUAL_DNS, type World } from "../../model/index.ts";
import { type Layout, type LocalPod, placedApart } from "../topology/layout.ts";

/** The cluster's own DNS: a pod of a Service, which no scenario can change but by policies. */
export interface LocalDns {
  readonly namespace: Namespace;
  readonly local: LocalPod;
  readonly service: Service;
  /** Those of the Service, one a family, the preferred first. */
  readonly clusterIps: readonly string[];
}

/** Where resolvers ask, whatever the port of the pod is. */
const PORT = 53;

/**
 * The DNS of a world, as predictions take it to be; the reason if there is none: nobody is called by name where there are
 * no Services, and what a scenario brings along itself cannot be there twice.
 */
export function localDnsFor(world: World, layout: Layout): LocalDns | { readonly none: string } {
  const { namespace, pods } = world.dns ?? USUAL_DNS;
  const [pod] = pods;
  if (world.services.length === 0 || pod === undefined) return { none: "there is no Service to be named" };
  if ([...world.pods, ...world.services].some(({ ref }) => ref === pod.ref))
    return { none: `the scenario has a ${pod.ref} of its own in the place of the cluster's DNS` };
  return {
    namespace,
    local: placedApart(layout, pod, [...USUAL_DNS.addresses.values()].flat()),
    service: serviceOf(pod),
    clusterIps: layout.families.map(({ serviceAddress }) => serviceAddress(world.services.length + 1)),
  };
}

function serviceOf({ ref, namespace, name, ports }: Pod): Service {
  return {
    ref,
    namespace,
    name,
    backs: { pod: ref },
    headless: false,
    ports: ports.map(({ port, protocol }) => ({ port: PORT, protocol, targetPort: port })),
  };
}
