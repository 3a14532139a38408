import { stringify } from "yaml";
import type { KnownService } from "../../manifest/inventory.ts";
import type { ClusterState, Labels, Pod, PodRef } from "../../model/index.ts";
import type { Source } from "../../yaml/source.ts";

/** What was read from a whole cluster. */
export interface RunningWorld {
  readonly context: string;
  readonly state: ClusterState;
  readonly onHostNetwork: readonly Pod[];
  readonly services: readonly KnownService[];
  /** By pod that stands for all of its controller: how many those are. */
  readonly replicas: ReadonlyMap<PodRef, number>;
}

/** An object of a cluster as a manifest, under a name of its own: `staging/shop/networkpolicy/web`. */
export interface RunningManifest {
  readonly source: Source;
  /** That in which it is, or which it is. */
  readonly namespace: string;
  readonly isPolicy: boolean;
}

/** What a cluster holds, as manifests: that which policies see, and one pod of each controller. */
export function runningManifests(world: RunningWorld): readonly RunningManifest[] {
  const { context, state, onHostNetwork, services, replicas } = world;
  const pods = state.pods.filter(({ ref }) => replicas.has(ref));
  return [
    ...state.namespaces.map(({ name, labels }) =>
      manifest(context, name, { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } }),
    ),
    ...pods.map((pod) => manifest(context, pod.namespace, podObject(pod, false))),
    ...onHostNetwork.map((pod) => manifest(context, pod.namespace, podObject(pod, true))),
    ...services.map((service) => manifest(context, service.namespace ?? "", serviceObject(service))),
    ...state.policies.map(({ apiVersion, kind, metadata, spec }) => {
      const { name, namespace = "" } = metadata;
      return manifest(context, namespace, { apiVersion, kind, metadata: { name, namespace }, spec });
    }),
  ];
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string | undefined;
    readonly labels?: Labels;
  };
  readonly spec?: unknown;
}

function manifest(context: string, namespace: string, object: Manifest): RunningManifest {
  const file = [context, namespace, object.kind.toLowerCase(), object.metadata.name].join("/");
  // What is the same twice is written twice: an anchor would be no text of the cluster's.
  const text = stringify(object, { aliasDuplicateObjects: false, lineWidth: 0 });
  return { source: { file, text }, namespace, isPolicy: object.kind === "NetworkPolicy" };
}

function podObject({ name, namespace, labels, ports }: Pod, hostNetwork: boolean): Manifest {
  const declared = ports.map(({ port, protocol, name }) => ({
    containerPort: port,
    protocol,
    ...(name === undefined ? {} : { name }),
  }));
  const containers = [{ ports: declared }];
  const spec = hostNetwork ? { hostNetwork, containers } : { containers };
  return { apiVersion: "v1", kind: "Pod", metadata: { name, namespace, labels }, spec };
}

function serviceObject({ name, namespace, selector, ports, headless, externalName }: KnownService): Manifest {
  const spec = {
    selector,
    ports,
    ...(headless === true ? { clusterIP: "None" } : {}),
    ...(externalName === undefined ? {} : { type: "ExternalName", externalName }),
  };
  return { apiVersion: "v1", kind: "Service", metadata: { name, namespace }, spec };
}
