import type { AgentChannel } from "../../channel/agent-channel.ts";
import { ClusterError, type Placement } from "../../cluster/port.ts";
import {
  type Addresses,
  afterChange,
  type Change,
  type ClusterState,
  type PodRef,
  type World,
  withoutPolicies,
} from "../../model/index.ts";
import type { ProbeHost } from "../hosts/probe-host.ts";
import { type PlacedPod, placeLater } from "../nodes/placement.ts";
import type { Layout } from "./layout.ts";

/** A pod's host, and the way to the agent there. */
export interface Member {
  readonly host: ProbeHost;
  readonly channel: AgentChannel;
}

/** What is there of a session at this moment. Only its SessionWorld holds it; others are given single values. */
export class SessionState {
  #world: ClusterState;
  readonly #nodes: readonly string[];
  /** Where pods are or are about to be. */
  readonly #placed = new Map<PodRef, PlacedPod>();
  readonly #members = new Map<PodRef, Member>();
  readonly #placements = new Map<PodRef, Placement>();
  readonly #imageIds = new Set<string>();
  readonly #clusterIps = new Map<PodRef, readonly string[]>();

  constructor(layout: Layout, { services }: World) {
    const pods = layout.placed.map(({ pod }) => pod);
    this.#world = withoutPolicies({ namespaces: layout.namespaces, pods, services });
    this.#nodes = layout.nodes;
    for (const placed of layout.placed) this.#placed.set(placed.pod.ref, placed);
  }

  /** What the changes so far have made of the world. */
  get world(): ClusterState {
    return this.#world;
  }

  get placements(): ReadonlyMap<PodRef, Placement> {
    return this.#placements;
  }

  get clusterIps(): Addresses {
    return this.#clusterIps;
  }

  /** What agents have run from so far. */
  get imageIds(): readonly string[] {
    return [...this.#imageIds];
  }

  get members(): readonly Member[] {
    return [...this.#members.values()];
  }

  /** @throws ClusterError when the pod is not of this run. */
  member(ref: PodRef): Member {
    const member = this.#members.get(ref);
    if (member === undefined) throw new ClusterError(`pod ${ref} is not of this run`);
    return member;
  }

  made(change: Change): void {
    this.#world = afterChange(this.#world, change);
  }

  /** Decides where a pod will be, before anything is waited for, so that pods that come together know of each other. */
  place(pod: PlacedPod["pod"]): PlacedPod {
    const placed = { pod, node: placeLater(pod, [...this.#placed.values()], this.#nodes) };
    this.#placed.set(pod.ref, placed);
    return placed;
  }

  /** The pod as it is now, with the labels that it was given meanwhile, and its node. */
  placed(ref: PodRef): PlacedPod {
    const pod = this.#world.pods.find((one) => one.ref === ref);
    const placed = this.#placed.get(ref);
    if (pod === undefined || placed === undefined) throw new ClusterError(`there is no pod ${ref}`);
    return { pod, node: placed.node };
  }

  joined(member: Member): void {
    const { pod, placement, imageId } = member.host;
    this.#members.set(pod, member);
    this.#placements.set(pod, placement);
    if (imageId !== undefined && imageId !== "") this.#imageIds.add(imageId);
  }

  /** The pod's host has ended; its node is kept for one that follows. */
  left(ref: PodRef): void {
    this.#members.delete(ref);
    this.#placements.delete(ref);
  }

  /** The pod has ended for good. */
  forget(ref: PodRef): void {
    this.left(ref);
    this.#placed.delete(ref);
  }

  addressed(clusterIps: Addresses): void {
    for (const [ref, addresses] of clusterIps) this.#clusterIps.set(ref, addresses);
  }

  forgetService(ref: PodRef): void {
    this.#clusterIps.delete(ref);
  }
}
