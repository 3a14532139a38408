import type { BatchReply, ClusterSession, ProbeBatch } from "../../cluster/port.ts";
import type { Change, ClusterFacts, PodRef } from "../../model/index.ts";
import { inParallel } from "../api/in-parallel.ts";
import { timeLimited } from "../api/time-limit.ts";
import { batchChanges } from "../changes/batch-changes.ts";
import { refusalOf } from "../changes/refusal.ts";
import type { PodExamination } from "../hosts/probe-host.ts";
import { closeSession } from "./close-session.ts";
import { imageFacts } from "./image-facts.ts";
import { type SessionSetup, SessionWorld } from "./session-world.ts";

/** Changes under way at one time. */
const PARALLEL = 16;

/** A run's session on a cluster. Disposing ends the channels and removes what the run created. */
export class KubernetesSession implements ClusterSession {
  readonly #setup: SessionSetup;
  readonly #world: SessionWorld;
  #closed: Promise<void> | undefined;

  constructor(setup: SessionSetup) {
    this.#setup = setup;
    this.#world = new SessionWorld(setup);
  }

  get facts(): ClusterFacts {
    const { api, layout, settings } = this.#setup;
    const image = imageFacts(settings.image, this.#world.imageIds);
    return { kind: "kubernetes", name: api.credentials.context, nodes: layout.nodes, ...image };
  }

  get placements() {
    return this.#world.placements;
  }

  get clusterIps() {
    return this.#world.clusterIps;
  }

  get sentinels() {
    return this.#setup.layout.sentinels;
  }

  get sentinelNamespace() {
    return this.#setup.layout.sentinelNamespace;
  }

  /** Creates, waits and connects. Throws ClusterError; the caller closes. */
  deploy(signal: AbortSignal): Promise<void> {
    return this.#world.deploy(signal);
  }

  async apply(changes: readonly Change[], signal: AbortSignal): Promise<void> {
    const make = (change: Change) => this.#world.make(change, signal);
    for (const batch of batchChanges(changes, this.sentinelNamespace.name))
      await inParallel(batch, PARALLEL, make, signal);
  }

  refusalOf(manifest: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<string | undefined> {
    return refusalOf(this.#setup.api, manifest, signal);
  }

  async probe(from: PodRef, batch: ProbeBatch, signal: AbortSignal): Promise<BatchReply> {
    try {
      return await this.#world.member(from).channel.ask(batch, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  }

  /** What a pod's surroundings are like. */
  examine(pod: PodRef, signal: AbortSignal): Promise<PodExamination> {
    const examine = (limit: AbortSignal) => this.#world.member(pod).host.examine(limit);
    return timeLimited(this.#setup.settings.limits.diagnosisMs, `${pod} was not examined`, signal, examine);
  }

  async diagnose(pod: PodRef): Promise<string> {
    const { diagnosisMs } = this.#setup.settings.limits;
    // Its own patience: the run's signal may be what made the pod interesting.
    const { signal } = new AbortController();
    try {
      const { host } = this.#world.member(pod);
      return await timeLimited(diagnosisMs, "no answer", signal, (limit) => host.diagnose(limit));
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return `pod ${pod}: the cluster could not be asked about it: ${text}`;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed ??= closeSession(this.#setup, () => this.#world.closeChannels());
    await this.#closed;
  }
}
