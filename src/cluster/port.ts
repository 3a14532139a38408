/** The port: what a cluster must promise so that a scenario can run on it. */
import type {
  Change,
  ClusterFacts,
  Namespace,
  Observation,
  Plan,
  Pod,
  PodRef,
  Protocol,
} from "../model/index.ts";

export interface Cluster {
  /**
   * Creates namespaces, probe pods and sentinels, and resolves when the agent of every one of them answers.
   * On failure or abort it removes what it had created before it rejects.
   *
   * @throws ClusterError that says which object did not come, and why.
   */
  open(plan: Plan, signal: AbortSignal): Promise<ClusterSession>;
}

/** Disposing removes what `open` created, backwards and to the end, and verifies that it is gone. */
export interface ClusterSession extends AsyncDisposable {
  readonly facts: ClusterFacts;
  /** Where each pod is, sentinels included. */
  readonly placements: ReadonlyMap<PodRef, Placement>;
  /** One on each node that hosts a pod, at least two, all in `sentinelNamespace`. */
  readonly sentinels: readonly Pod[];
  readonly sentinelNamespace: Namespace;

  /** Makes the changes in order; resolves when the cluster has accepted them, which is before it enforces them. */
  apply(changes: readonly Change[], signal: AbortSignal): Promise<void>;

  /**
   * Sends a batch of probes from one pod. The reply is whole: one observation a probe, in order.
   *
   * @throws ClusterError when the pod's agent could not be asked; nothing is known then.
   */
  probe(from: PodRef, batch: ProbeBatch, signal: AbortSignal): Promise<BatchReply>;

  /** What the cluster says about a pod that could not be measured, in a sentence. */
  diagnose(pod: PodRef): Promise<string>;
}

/** `addresses`: the pod's IPs, one a family. */
export interface Placement {
  readonly node: string;
  readonly addresses: readonly string[];
}

export interface ProbeRequest {
  readonly target: PodRef;
  readonly port: number;
  readonly protocol: Protocol;
}

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

/**
 * `deaf`: listeners of this pod that did not answer a dial from within the pod, or whose process was not running for a
 * good part of `timeoutMs`, with the reason. Only a batch without probes looks for them.
 */
export interface BatchReply {
  readonly observations: readonly Observation[];
  readonly deaf: readonly DeafListener[];
}

export interface DeafListener {
  readonly port: number;
  readonly protocol: Protocol;
  readonly reason: string;
}

/** Something about the cluster, not about the scenario or the network under test. */
export class ClusterError extends Error {
  override readonly name: string = "ClusterError";
}
