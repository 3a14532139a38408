import type { PodRef } from "../../model/index.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ApiList, EventObject, NodeObject, PodStatusObject } from "../api/api-types.ts";
import { orAbsent } from "../api/or-absent.ts";
import { namespacePath, podPath, withQuery } from "../api/paths.ts";
import { disruptionText, joined, lastWarning, lastWords, phaseText, terminationText } from "./pod-end.ts";

/** A pod to ask about; with its UID if it is known, since another may have its name by now. */
export interface AskedPod {
  readonly ref: PodRef;
  readonly uid?: string | undefined;
}

/** What the cluster says about a pod: phase, end, restarts, node, last warning; or that it is gone, and why. */
export async function diagnosePod(
  api: ApiServer,
  { ref, uid }: AskedPod,
  signal: AbortSignal,
): Promise<string> {
  const [namespace = "", name = ""] = ref.split("/");
  const pod = await orAbsent(
    api.request<PodStatusObject>({ method: "GET", path: podPath(namespace, name) }, signal),
  );
  const isOther = uid !== undefined && pod?.metadata.uid !== uid;
  if (pod === undefined || isOther) {
    const events = await eventsOf(api, namespace, uid === undefined ? { name } : { uid }, signal);
    return goneSentence(ref, pod !== undefined, events);
  }
  const [node, events] = await Promise.all([
    nodeOf(api, pod, signal),
    eventsOf(api, namespace, { uid: pod.metadata.uid ?? "" }, signal),
  ]);
  return podSentence(ref, pod, node, events);
}

function goneSentence(ref: PodRef, isReplaced: boolean, events: readonly EventObject[]): string {
  const what = isReplaced ? "was deleted, and another has its name" : "is gone: it was deleted";
  const why = lastWords(events);
  return `pod ${ref} ${what}${why === "" ? "" : ` (${why})`}`;
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
  const { reason, message } = container?.state?.waiting ?? {};
  const restarts = container?.restartCount ?? 0;
  const facts = [
    phaseText(pod),
    disruptionText(pod),
    joined(reason, message),
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
  const why = joined(ready?.reason, ready?.message);
  return `on node ${spec.nodeName}, which is not ready (${why || "no condition"})`;
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
  namespace: string,
  of: { readonly uid: string } | { readonly name: string },
  signal: AbortSignal,
): Promise<readonly EventObject[]> {
  const fieldSelector =
    "uid" in of ? `involvedObject.uid=${of.uid}` : `involvedObject.kind=Pod,involvedObject.name=${of.name}`;
  const path = withQuery(`${namespacePath(namespace)}/events`, { fieldSelector });
  return (await api.request<ApiList<EventObject>>({ method: "GET", path }, signal)).items;
}
