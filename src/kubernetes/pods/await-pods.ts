import { ClusterError } from "../../cluster/port.ts";
import type { Pod, PodRef } from "../../model/index.ts";
import { podRef } from "../../model/index.ts";
import type { Clock } from "../../system/clock.ts";
import { withDeadline } from "../../system/deadline.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ApiList, PodStatusObject } from "../api/api-types.ts";
import { inParallel } from "../api/in-parallel.ts";
import { podsPath, withQuery } from "../api/paths.ts";
import { runSelector } from "../objects/run-labels.ts";
import { type PodState, podState } from "./pod-state.ts";

export interface PodWait {
  readonly pods: readonly Pod[];
  readonly run: string;
  /** Whether pods may be listed in their namespaces only. */
  readonly isConfined: boolean;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** How long a state that seldom heals, such as a failing image pull, may last. */
const STUCK_LIMIT_MS = 8_000;

const POLL_MS = 250;
const SLOW_POLL_MS = 1_000;
const SLOW_AFTER_MS = 10_000;

/**
 * Polls until the container of each pod runs, and returns the pods as the cluster shows them.
 *
 * @throws PodsNotRunning as soon as one will not come, or when the time is over.
 */
export async function awaitPods(
  api: ApiServer,
  wait: PodWait,
  signal: AbortSignal,
): Promise<ReadonlyMap<PodRef, PodStatusObject>> {
  using deadline = withDeadline(signal, wait.timeoutMs, "pods did not run");
  let missing: readonly MissingPod[] = [];
  try {
    const started = wait.clock.now();
    const stuckSince = new Map<PodRef, number>();
    for (;;) {
      const found = await podsOfRun(api, wait, deadline.signal);
      missing = notRunning(wait.pods, found);
      if (missing.length === 0) return found;
      const now = wait.clock.now();
      const hopeless = missing.filter((pod) => isHopeless(pod, stuckSince, now));
      if (hopeless.length > 0) throw new PodsNotRunning(hopeless);
      if (now - started >= wait.timeoutMs) throw new PodsNotRunning(missing, wait.timeoutMs);
      await wait.clock.wait(now - started < SLOW_AFTER_MS ? POLL_MS : SLOW_POLL_MS, deadline.signal);
    }
  } catch (error) {
    if (!deadline.exceeded) throw error;
    if (missing.length > 0) throw new PodsNotRunning(missing, wait.timeoutMs);
    throw new ClusterError(
      `the pods of run ${wait.run} could not be listed within ${wait.timeoutMs / 1000} s`,
      {
        cause: error,
      },
    );
  }
}

export interface MissingPod {
  readonly pod: Pod;
  readonly state: Exclude<PodState, { kind: "running" }>;
}

/** Pods that did not come, each with the reason. `timeoutMs` is set when the time was over. */
export class PodsNotRunning extends ClusterError {
  override readonly name = "PodsNotRunning";
  readonly missing: readonly MissingPod[];

  constructor(missing: readonly MissingPod[], timeoutMs?: number) {
    const late = timeoutMs === undefined ? "" : ` after ${timeoutMs / 1000} s`;
    super(missing.map(({ pod, state }) => `pod ${pod.ref}: not running${late}: ${state.why}`).join("\n"));
    this.missing = missing;
  }
}

/** The pods that carry a run's label, by reference. */
async function podsOfRun(
  api: ApiServer,
  { run, pods, isConfined }: PodWait,
  signal: AbortSignal,
): Promise<ReadonlyMap<PodRef, PodStatusObject>> {
  const places = isConfined
    ? [...new Set(pods.map(({ namespace }) => podsPath(namespace)))]
    : ["/api/v1/pods"];
  const list = (place: string) => {
    const path = withQuery(place, { labelSelector: runSelector(run) });
    return api.request<ApiList<PodStatusObject>>({ method: "GET", path }, signal);
  };
  const found = await inParallel(places, 16, list, signal);
  const all = found.flatMap(({ items }) => items);
  return new Map(all.map((pod) => [podRef(pod.metadata.namespace ?? "", pod.metadata.name), pod]));
}

function notRunning(
  pods: readonly Pod[],
  found: ReadonlyMap<PodRef, PodStatusObject>,
): readonly MissingPod[] {
  return pods.flatMap((pod) => {
    const state = podState(found.get(pod.ref));
    return state.kind === "running" ? [] : [{ pod, state }];
  });
}

function isHopeless({ pod, state }: MissingPod, stuckSince: Map<PodRef, number>, now: number): boolean {
  if (state.kind !== "stuck") stuckSince.delete(pod.ref);
  else if (!stuckSince.has(pod.ref)) stuckSince.set(pod.ref, now);
  return state.kind === "failed" || now - (stuckSince.get(pod.ref) ?? now) >= STUCK_LIMIT_MS;
}
