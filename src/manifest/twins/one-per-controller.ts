import type { Labels } from "../../model/index.ts";
import type { Workload } from "../inventory.ts";
import type { Placed } from "./placed.ts";

/**
 * Workloads without what they made: a cluster's own listing holds a Deployment, its ReplicaSets and their pods. Of pods
 * whose controller is not among them one stands for all, under the controller's name, and bound to no node.
 */
export function onePerController(workloads: readonly Placed<Workload>[]): readonly Placed<Workload>[] {
  const known = new Set(
    workloads.map(({ kind = "Pod", namespace, name }) => keyOf(namespace, { kind, name })),
  );
  const seen = new Set<string>();
  return workloads.flatMap((workload) => {
    const { controller, namespace } = workload;
    // Each node makes pods of its own manifests.
    if (controller === undefined || controller.kind === "Node") return [workload];
    const key = keyOf(namespace, controller);
    if (known.has(key) || seen.has(key)) return [];
    seen.add(key);
    const { node, ...unbound } = workload;
    return [{ ...unbound, kind: controller.kind, name: workloadName(controller.name, workload.labels) }];
  });
}

function keyOf(namespace: string, { kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind} ${namespace}/${name}`;
}

/** A ReplicaSet has its Deployment's name and, as its pods say, the hash of the template. */
export function workloadName(controller: string, { "pod-template-hash": hash }: Labels): string {
  return hash !== undefined && controller.endsWith(`-${hash}`)
    ? controller.slice(0, -hash.length - 1)
    : controller;
}
