import type { Flow, Protocol } from "../../model/index.ts";

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
  flows: readonly Flow[],
  withLoopback: readonly Flow[],
): TableCells {
  const isMeant = (flow: Flow): boolean => flow.port === port.port && flow.protocol === port.protocol;
  const all = withLoopback.filter(isMeant);
  const pods = new Set(all.filter(({ endpoints }) => endpoints === undefined).map(({ target }) => target));
  const targets = [...new Set(all.map(({ target }) => target))].map((ref) => ({
    ref,
    isService: !pods.has(ref),
  }));
  return { port, has: cellsOf(flows.filter(isMeant)), hasWithLoopback: cellsOf(all), targets };
}

function cellsOf(flows: readonly Flow[]): TableCells["has"] {
  const cells = new Set(flows.map(({ source, target }) => `${source} ${target}`));
  return (source, target) => cells.has(`${source} ${target}`);
}
