import type { PodRef } from "../../model/index.ts";
import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ApiList, EventObject, NodeObject, PodStatusObject } from "../api/api-types.ts";
import { podPath, withQuery } from "../api/paths.ts";
import { phaseText, terminationText } from "./pod-state.ts";

/** What the cluster says about a pod: phase, end, restarts, node, last warning; or that it is gone. */
export async function diagnosePod(api: ApiServer, ref: PodRef, signal: AbortSignal): Promise<string> {
  const [namespace = "", name = ""] = ref.split("/");
  const pod = await orAbsent(
    api.request<PodStatusObject>({ method: "GET", path: podPath(namespace, name) }, signal),
  );
  if (pod === undefined) return `pod ${ref} is gone`;
  const [node, events] = await Promise.all([nodeOf(api, pod, signal), eventsOf(api, pod, signal)]);
  return podSentence(ref, pod, node, events);
}

/** The sentence, from what was read. `node` is undefined when the pod has none or it is gone. */
export function podSentence(
  ref: PodRef,
  pod: PodStatusObject,
  node: NodeObject | undefined,
  events: readonly EventObject[],
): string {
  const container = pod.status?.containerStatuses?.[0];
  const ended = container?.state?.terminated ?? container?.lastState?.terminated;
  const waiting = container?.state?.waiting;
  const restarts = container?.restartCount ?? 0;
  const facts = [
    phaseText(pod),
    pod.metadata.deletionTimestamp === undefined ? "" : "being deleted",
    waiting === undefined ? "" : [waiting.reason, waiting.message].filter(Boolean).join(": "),
    ended === undefined ? "" : terminationText(ended),
    restarts === 0 ? "" : `${restarts} restarts`,
    nodeText(pod, node),
    lastWarning(events),
  ];
  return `pod ${ref}: ${facts.filter((fact) => fact !== "").join(", ")}`;
}

function nodeText({ spec }: PodStatusObject, node: NodeObject | undefined): string {
  if (spec?.nodeName === undefined) return "on no node";
  if (node === undefined) return `on node ${spec.nodeName}, which is gone`;
  const ready = node.status?.conditions?.find(({ type }) => type === "Ready");
  if (ready?.status === "True") return `on node ${spec.nodeName}`;
  const why = [ready?.reason, ready?.message].filter(Boolean).join(": ");
  return `on node ${spec.nodeName}, which is not ready (${why || "no condition"})`;
}

function lastWarning(events: readonly EventObject[]): string {
  const time = (event: EventObject) => event.lastTimestamp ?? event.eventTime ?? "";
  const [last] = events
    .filter(({ type }) => type === "Warning")
    .sort((one, other) => time(other).localeCompare(time(one)));
  return last === undefined ? "" : `last warning ${[last.reason, last.message].filter(Boolean).join(": ")}`;
}

async function nodeOf(
  api: ApiServer,
  { spec }: PodStatusObject,
  signal: AbortSignal,
): Promise<NodeObject | undefined> {
  if (spec?.nodeName === undefined) return undefined;
  const path = `/api/v1/nodes/${encodeURIComponent(spec.nodeName)}`;
  return orAbsent(api.request<NodeObject>({ method: "GET", path }, signal));
}

async function eventsOf(
  api: ApiServer,
  { metadata }: PodStatusObject,
  signal: AbortSignal,
): Promise<readonly EventObject[]> {
  const path = withQuery(`/api/v1/namespaces/${metadata.namespace ?? "default"}/events`, {
    fieldSelector: `involvedObject.uid=${metadata.uid ?? ""}`,
  });
  return (await api.request<ApiList<EventObject>>({ method: "GET", path }, signal)).items;
}

async function orAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isApiError(error, 404)) return undefined;
    throw error;
  }
}
