import { checkProtocols } from "../../cluster/check-protocols.ts";
import { ClusterError } from "../../cluster/port.ts";
import { afterChange, type Change, type Pod, type PodRef, whyImpossible } from "../../model/index.ts";
import { applyChange } from "../changes/apply-change.ts";
import { changeName } from "../changes/change-name.ts";
import { placeLater } from "../nodes/placement.ts";
import { checkNamespacesFree } from "../objects/free-namespaces.ts";
import { createNamespaces } from "./create-namespaces.ts";
import { endPod } from "./end-pod.ts";
import { removeNamespace } from "./remove-namespace.ts";
import type { Run } from "./run.ts";
import { startPods } from "./start-pods.ts";

/**
 * Makes a change in a run's world; resolves when the API server has accepted it, and what was to come or go has.
 *
 * @throws ClusterError that names the change.
 */
export async function makeChange(run: Run, change: Change, signal: AbortSignal): Promise<void> {
  try {
    const objection = whyImpossible(run.state, change);
    if (objection !== undefined) throw new ClusterError(objection);
    await make(run, change, signal);
    run.state = afterChange(run.state, change);
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    throw new ClusterError(`could not ${changeName(change)}: ${error.message}`, { cause: error });
  }
}

async function make(run: Run, change: Change, signal: AbortSignal): Promise<void> {
  switch (change.action) {
    case "create-namespace":
      await checkNamespacesFree(run.api, [change.namespace.name], signal);
      return createNamespaces(run, [change.namespace], signal);
    case "remove-namespace":
      return removeNamespace(run, change.namespace, signal);
    case "create-pod":
      return createPod(run, change.pod, signal);
    case "remove-pod":
      return endPod(run, change.pod, signal);
    case "restart-pod":
      return restartPod(run, change.pod, signal);
    default:
      return applyChange(run.api, change, run.settings.run, signal);
  }
}

/** Placed at once, before anything is waited for, so that pods that are created together know of each other. */
async function createPod(run: Run, pod: Pod, signal: AbortSignal): Promise<void> {
  checkProtocols([pod]);
  const node = placeLater(pod, [...run.placed.values()], run.layout.nodes);
  run.placed.set(pod.ref, { pod, node });
  await startPods(run, [{ pod, node }], signal);
}

/** Made again as it is now, with the labels that it was given meanwhile, and on the same node. */
async function restartPod(run: Run, ref: PodRef, signal: AbortSignal): Promise<void> {
  const pod = run.state.pods.find((one) => one.ref === ref);
  const placed = run.placed.get(ref);
  if (pod === undefined || placed === undefined) throw new ClusterError(`there is no pod ${ref}`);
  await endPod(run, ref, signal);
  run.placed.set(ref, placed);
  await startPods(run, [{ pod, node: placed.node }], signal);
}
