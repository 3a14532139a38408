import type { z } from "zod";
import {
  type Addresses,
  type ClusterState,
  familyOf,
  type IpFamily,
  type NetworkPolicy,
  namespaceWithImpliedLabel,
  type Pod,
  type PodRef,
  podRef,
  type ServedPort,
} from "../model/index.ts";
import { type ApiServer, apiServer } from "./api/api-server.ts";
import type { NamespaceObject } from "./api/api-types.ts";
import { type KubeconfigOptions, loadCredentials } from "./api/kubeconfig.ts";
import { NAMESPACES } from "./api/paths.ts";
import type { Environment } from "./api/proxy.ts";
import { NAMESPACE, POD, POLICY, readListed, SERVICE } from "./listed-shapes.ts";
import { type LiveService, liveService, type ServiceObject } from "./live-services.ts";
import { explainingForbidden } from "./permissions/explain-forbidden.ts";
import { ROLES } from "./permissions/roles.ts";

/** What is in a cluster at one moment, read and not touched. */
export interface LiveState {
  readonly context: string;
  readonly state: ClusterState;
  readonly addresses: Addresses;
  readonly families: readonly IpFamily[];
  /** By pod: how many pods the same controller has made, this one included, of which this one stands for all. */
  readonly replicas: ReadonlyMap<PodRef, number>;
  /** By pod: what made it, if anything did. */
  readonly controllers: ReadonlyMap<PodRef, ControllerRef>;
  /** Pods to which no NetworkPolicy applies, since they use their node's network. */
  readonly onHostNetwork: readonly Pod[];
  readonly services: readonly LiveService[];
}

export interface ControllerRef {
  readonly kind: string;
  readonly name: string;
}

export interface LiveOptions extends KubeconfigOptions {
  readonly environment?: Environment;
}

/**
 * Reads namespaces, pods, Services and NetworkPolicies of a whole cluster. Pods that have ended or have no address yet are left
 * out, as are those on the host network and those of namespaces that were made meanwhile; a port is one that a container declares.
 *
 * @throws ClusterError when the cluster cannot be reached or does not allow the reading.
 */
export async function readLiveState(options: LiveOptions, signal: AbortSignal): Promise<LiveState> {
  const api = apiServer(loadCredentials(options, options.environment ?? process.env));
  try {
    const attempted = { what: "reading a cluster", use: "read", role: ROLES.read } as const;
    const listed = await explainingForbidden(api, attempted, signal, () => listAll(api, signal));
    return liveState(options.context, listed);
  } finally {
    api.close();
  }
}

async function listAll(api: ApiServer, signal: AbortSignal): Promise<Listed> {
  const [namespaces, pods, policies, services] = await Promise.all([
    list(api, NAMESPACES, NAMESPACE, signal),
    list(api, "/api/v1/pods", POD, signal),
    list(api, "/apis/networking.k8s.io/v1/networkpolicies", POLICY, signal),
    list(api, "/api/v1/services", SERVICE, signal),
  ]);
  return { namespaces, pods, policies, services };
}

type PodObject = z.output<typeof POD>;
type ContainerObject = NonNullable<NonNullable<PodObject["spec"]>["containers"]>[number];

async function list<T extends z.ZodType>(
  api: ApiServer,
  path: string,
  shape: T,
  signal: AbortSignal,
): Promise<readonly z.output<T>[]> {
  return readListed(path, await api.request<unknown>({ method: "GET", path }, signal), shape);
}

/** Objects as a cluster lists them. */
export interface Listed {
  readonly namespaces: readonly NamespaceObject[];
  readonly pods: readonly PodObject[];
  readonly policies: readonly Pick<NetworkPolicy, "metadata" | "spec">[];
  readonly services: readonly ServiceObject[];
}

/** What was read, in our words. */
export function liveState(context: string, { namespaces, pods, policies, services }: Listed): LiveState {
  // The lists are of one moment each: a namespace may have come, with its pods, after it was asked for.
  const known = new Set(namespaces.map(({ metadata }) => metadata.name));
  const present = pods.filter((pod) => isPresent(pod) && known.has(pod.metadata.namespace ?? ""));
  const onHost = present.filter(({ spec }) => spec?.hostNetwork === true);
  const subject = present.filter(({ spec }) => spec?.hostNetwork !== true);
  const addresses = new Map(subject.map((pod) => [refOf(pod), ipsOf(pod)]));
  const all = [...addresses.values()].flat();
  return {
    context,
    state: {
      namespaces: namespaces.map(({ metadata }) => namespaceWithImpliedLabel(metadata.name, metadata.labels)),
      pods: subject.map(podOf),
      services: [],
      policies: policies.map(policyOf),
    },
    addresses,
    families: (["ipv4", "ipv6"] as const).filter((family) => all.some((ip) => familyOf(ip) === family)),
    replicas: replicasOf(subject),
    controllers: new Map(present.flatMap((pod) => controllerOf(pod))),
    onHostNetwork: onHost.map(podOf),
    services: services.map(liveService),
  };
}

function isPresent({ status }: PodObject): boolean {
  const hasEnded = status?.phase === "Succeeded" || status?.phase === "Failed";
  return !hasEnded && (status?.podIPs ?? []).length > 0;
}

function refOf({ metadata }: PodObject): PodRef {
  return podRef(metadata.namespace ?? "", metadata.name);
}

function ipsOf({ status }: PodObject): readonly string[] {
  return (status?.podIPs ?? []).map(({ ip }) => ip);
}

function podOf(pod: PodObject): Pod {
  const { name, namespace = "", labels = {} } = pod.metadata;
  return { ref: refOf(pod), namespace, name, labels, ports: portsOf(pod) };
}

/** Sidecars, which are init containers that always restart, serve ports like any container; others have ended. */
function portsOf({ spec }: PodObject): readonly ServedPort[] {
  const sidecars = (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === "Always");
  return [
    ...(spec?.containers ?? []).flatMap((container) => declaredPorts(container, "container")),
    ...sidecars.flatMap((container) => declaredPorts(container, "sidecar")),
  ];
}

function declaredPorts(
  { ports = [] }: ContainerObject,
  declaredIn: "container" | "sidecar",
): readonly ServedPort[] {
  return ports.map(({ containerPort, protocol = "TCP", name }) => ({
    port: containerPort,
    protocol,
    declaredIn,
    ...(name === undefined ? {} : { name }),
  }));
}

function policyOf({ metadata, spec }: Pick<NetworkPolicy, "metadata" | "spec">): NetworkPolicy {
  const { name, namespace } = metadata;
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name, namespace }, spec };
}

function controllerOf(pod: PodObject): readonly [PodRef, ControllerRef][] {
  const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller === true);
  return owner === undefined ? [] : [[refOf(pod), { kind: owner.kind, name: owner.name }]];
}

/** Pods of one controller have the same labels and ports, so that the first can stand for all. */
function replicasOf(pods: readonly PodObject[]): ReadonlyMap<PodRef, number> {
  const groups = new Map<string, PodRef[]>();
  for (const pod of pods) {
    const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller === true)?.uid;
    const key = owner ?? refOf(pod);
    groups.set(key, [...(groups.get(key) ?? []), refOf(pod)]);
  }
  return new Map(
    [...groups.values()].flatMap(([first, ...others]) => (first ? [[first, others.length + 1]] : [])),
  );
}
