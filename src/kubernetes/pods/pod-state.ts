import type { ContainerStatus, PodStatusObject } from "../api/api-types.ts";
import { disruptionText, joined, phaseText, terminationText } from "./pod-end.ts";

/**
 * How far a probe pod has come. `starting`: it may need time. `stuck`: it is likely to stay so, but a moment may help.
 * `failed`: it will not come.
 */
export type PodState =
  | { readonly kind: "running" }
  | { readonly kind: "starting" | "stuck" | "failed"; readonly why: string };

const STUCK_REASONS: readonly string[] = [
  "ErrImagePull",
  "ImagePullBackOff",
  "ErrImageNeverPull",
  "RegistryUnavailable",
  "CreateContainerConfigError",
  "CreateContainerError",
  "RunContainerError",
];

const HOPELESS_REASONS: readonly string[] = ["InvalidImageName", "CrashLoopBackOff"];

/** The state of a pod, read from what the cluster reports; `undefined` is a pod that is not there. */
export function podState(pod: PodStatusObject | undefined): PodState {
  if (pod === undefined) return { kind: "failed", why: "the pod is gone" };
  const { metadata, status = {} } = pod;
  if (metadata.deletionTimestamp !== undefined)
    return { kind: "failed", why: `the pod is ${disruptionText(pod)}` };
  const container = status.containerStatuses?.[0];
  const ended = container?.state?.terminated;
  if (ended !== undefined) return { kind: "failed", why: terminationText(ended) };
  if (status.phase === "Failed" || status.phase === "Succeeded")
    return { kind: "failed", why: phaseText(pod) };
  if (container?.state?.running !== undefined && (status.podIPs ?? []).length > 0) return { kind: "running" };
  // While a sidecar cannot start, the agent only waits for it.
  const waits = [...(status.initContainerStatuses ?? []), container].flatMap((one) => waiting(one) ?? []);
  const worst = waits.find(({ kind }) => kind !== "starting") ?? waits[0];
  return unschedulable(pod) ?? worst ?? { kind: "starting", why: phaseText(pod) };
}

function unschedulable({ status }: PodStatusObject): PodState | undefined {
  const condition = status?.conditions?.find(({ type }) => type === "PodScheduled");
  if (condition?.status !== "False") return undefined;
  const text = joined(condition.reason, condition.message);
  return { kind: "stuck", why: text || "not scheduled" };
}

function waiting(container: ContainerStatus | undefined): PodState | undefined {
  const { reason = "", message = "" } = container?.state?.waiting ?? {};
  if (reason === "") return undefined;
  const why = joined(reason, message);
  if (HOPELESS_REASONS.includes(reason)) return { kind: "failed", why };
  return { kind: STUCK_REASONS.includes(reason) ? "stuck" : "starting", why };
}
