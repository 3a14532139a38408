import { endsOf, type Protocol, type Target } from "../../model/index.ts";
import type { World } from "../world/world.ts";

export interface TablePort {
  readonly port: number;
  readonly protocol: Protocol;
}

/** The cells of which a table speaks: one port's, in every way of addressing. */
export interface TableCells {
  readonly port: TablePort;
  /** Whether there is a cell from a pod to a pod or Service. */
  readonly has: (source: string, target: string) => boolean;
  /** Whether there would be one with `loopback: true`. */
  readonly hasWithLoopback: (source: string, target: string) => boolean;
  readonly targets: readonly TableTarget[];
}

/** Something that serves the table's port; `isService` if it is addressed as a Service and not as a pod too. */
interface TableTarget {
  readonly ref: string;
  readonly isService: boolean;
}

export function tableCells(
  port: TablePort,
  { targets, parties, kinds }: Pick<World, "targets" | "parties" | "kinds">,
): TableCells {
  const byRef = new Map<string, Target[]>();
  for (const target of targets)
    if (target.port === port.port && target.protocol === port.protocol)
      byRef.set(target.target, [...(byRef.get(target.target) ?? []), target]);
  const pods: { has(ref: string): boolean } = parties.pods;
  const isCell = (source: string, target: string, loopback: boolean): boolean =>
    pods.has(source) && (byRef.get(target) ?? []).some((each) => loopback || !leadsBack(source, each));
  return {
    port,
    has: (source, target) => isCell(source, target, kinds.loopback),
    hasWithLoopback: (source, target) => isCell(source, target, true),
    targets: [...byRef].map(([ref, all]) => ({
      ref,
      isService: all.every(({ endpoints }) => endpoints !== undefined),
    })),
  };
}

function leadsBack(source: string, target: Target): boolean {
  return endsOf(target).some(({ pod }) => pod === source);
}
