import { ClusterError } from "../../cluster/port.ts";
import type { Enforce } from "../rules/enforce.ts";
import { enforceFaithfully } from "../rules/enforce.ts";
import type { Layout, LocalPod } from "../topology/layout.ts";
import type { Fault, Past } from "./fault.ts";

/** A fault and the node or pod that has it; without one, all have. */
export interface PlantedFault {
  readonly fault: Fault;
  readonly where?: string;
}

/** `rule-lost` or `rule-lost on node-1`. */
export function plantedName({ fault, where }: PlantedFault): string {
  return where === undefined ? fault.name : `${fault.name} on ${where}`;
}

/** @throws ClusterError if the fault would be nowhere, and nothing tested. */
export function requirePlace({ where }: PlantedFault, { nodes, pods }: Layout): void {
  const known = [...nodes.map(({ name }) => name), ...pods.map(({ pod }) => pod.ref)];
  if (where !== undefined && !known.includes(where))
    throw new ClusterError(`a fault cannot be planted on ${where}: there is only ${known.join(", ")}`);
}

/**
 * What a cluster with the fault enforces.
 *
 * @param concerned - the pods that are not the cluster's own.
 */
export function enforceWith(
  { fault, where }: PlantedFault,
  past: readonly Past[],
  concerned: (local: LocalPod) => boolean,
): Enforce {
  return (view) => {
    const afflicted = view.pods.filter(
      (local) =>
        concerned(local) && (where === undefined || [local.node.name, local.pod.ref].includes(where)),
    );
    return afflicted.length === 0 ? enforceFaithfully(view) : fault.apply({ ...view, past, afflicted });
  };
}
