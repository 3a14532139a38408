/** The port: what a cluster must promise so that a scenario can run on it. */
import type {
  Addresses,
  Capabilities,
  Change,
  ClusterFacts,
  Flow,
  Namespace,
  Observation,
  Pod,
  PodRef,
  Protocol,
  World,
} from "../model/index.ts";

export interface Cluster {
  readonly kind: ClusterFacts["kind"];
  /** As reports call it. */
  readonly name: string;
  /** What was planted into it, so that it does not do what policies say; reports name it. */
  readonly fault?: string;
  readonly limits: ClusterLimits;

  /** What scenarios find here. Creates nothing. */
  capabilities(signal: AbortSignal): Promise<Capabilities>;

  /**
   * Creates the world's namespaces, services and probe pods, and sentinels; resolves when every pod's agent answers.
   * On failure or abort it removes what it had created before it rejects.
   *
   * @throws ClusterError that says which object did not come, and why.
   */
  open(world: World, signal: AbortSignal): Promise<ClusterSession>;
}

/**
 * What work on a cluster may take at most, in ms of time in which netverdict itself is running. Whoever asks for the work gives
 * it up then.
 */
export interface ClusterLimits {
  readonly capabilitiesMs: number;
  /** For `open`, without the removal of what it had created when it fails. */
  openingMs(world: World): number;
  /** For pods and namespaces that come and go in `apply`; that a cluster takes a policy needs no time of its own. */
  changingMs(changes: readonly Change[]): number;
  /** For what `open` created to be gone. */
  readonly closingMs: number;
}

/** Disposing removes what `open` created, backwards and to the end, and verifies that it is gone. */
export interface ClusterSession extends AsyncDisposable {
  readonly facts: ClusterFacts;
  /** Where each pod is now, sentinels included. */
  readonly placements: ReadonlyMap<PodRef, Placement>;
  /** The cluster IPs of each Service that has them. */
  readonly clusterIps: Addresses;
  /** One on each node that hosts a pod, at least two, all in `sentinelNamespace`. */
  readonly sentinels: readonly Pod[];
  readonly sentinelNamespace: Namespace;

  /**
   * Makes the changes in order; resolves when the cluster has accepted them, which is before it enforces them, when new
   * pods' agents answer and when what was removed is gone.
   */
  apply(changes: readonly Change[], signal: AbortSignal): Promise<void>;

  /** Offers a manifest to the API server without keeping it: its words if it refuses, nothing if it would take it. */
  refusalOf(manifest: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<string | undefined>;

  /**
   * Sends a batch of probes from one pod. The reply is whole: one observation a probe, in order.
   *
   * @throws ClusterError when the pod's agent could not be asked; nothing is known then.
   */
  probe(from: PodRef, batch: ProbeBatch, signal: AbortSignal): Promise<BatchReply>;

  /** What the cluster says about a pod that could not be measured, in a sentence. */
  diagnose(pod: PodRef): Promise<string>;
}

/** `addresses`: the pod's IPs, at most one a family, the preferred first; `nodeAddresses` likewise of its node. */
export interface Placement {
  readonly node: string;
  readonly addresses: readonly string[];
  readonly nodeAddresses: readonly string[];
}

/** A flow without its source. Any of its endpoints may answer, if it has some; else its target. */
export type ProbeRequest = Omit<Flow, "source">;

/**
 * `timeoutMs` counts from each probe's own launch. Launches are paced at `launchesPerSecond`. A batch without probes
 * asks how the pod's own listeners are, and have been during the last `awakeForMs`.
 */
export interface ProbeBatch {
  readonly probes: readonly ProbeRequest[];
  readonly timeoutMs: number;
  readonly launchesPerSecond: number;
  readonly awakeForMs?: number;
}

/** What a batch takes when nothing answers, in ms. */
export function batchDurationMs({ probes, launchesPerSecond, timeoutMs }: ProbeBatch): number {
  return (probes.length / launchesPerSecond) * 1000 + timeoutMs;
}

/**
 * `unresponsive`: listeners of this pod that did not answer a dial from within the pod, or whose process was not running for a
 * good part of `timeoutMs`, with the reason. Only a batch without probes looks for them.
 */
export interface BatchReply {
  readonly observations: readonly Observation[];
  readonly unresponsive: readonly UnresponsiveListener[];
}

export interface UnresponsiveListener {
  readonly port: number;
  readonly protocol: Protocol;
  readonly reason: string;
}

/** Something about the cluster, not about the scenario or the network under test. */
export class ClusterError extends Error {
  override readonly name: string = "ClusterError";
}
