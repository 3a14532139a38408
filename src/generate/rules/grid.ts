import {
  type Expectation,
  type Flow,
  type Parties,
  type Pod,
  partyOf,
  type Service,
  type Target,
  viaOf,
} from "../../model/index.ts";

/** A flow, to another than its source, and what is to be expected of it. */
export interface DecidedCell {
  readonly flow: Flow;
  readonly expect: Expectation;
}

/** A way to be dialed, and what it belongs to. */
export interface Column {
  readonly target: Target;
  readonly party: Pod | Service;
}

/** Decided cells as a table: a row a source, a column a target. `wanted` is by row and column; undefined where there is no cell. */
export interface Grid {
  readonly rows: readonly Pod[];
  readonly columns: readonly Column[];
  readonly wanted: readonly (readonly (Expectation | undefined)[])[];
}

/** @throws Error for a cell of a pod or Service that is not there. */
export function gridOf(cells: readonly DecidedCell[], parties: Parties): Grid {
  const rows = new Map<string, { readonly pod: Pod; readonly cells: Map<string, Expectation> }>();
  const columns = new Map<string, Column>();
  for (const { flow, expect } of cells) {
    const pod = parties.pods.get(flow.source);
    const party = partyOf(flow, parties);
    if (pod === undefined || party === undefined)
      throw new Error(`nobody is ${flow.source} or ${flow.target}`);
    const row = rows.get(pod.ref) ?? { pod, cells: new Map<string, Expectation>() };
    rows.set(pod.ref, row);
    const key = columnKey(flow);
    row.cells.set(key, expect);
    columns.set(key, { target: flow, party });
  }
  const sources = sortedBy([...rows.entries()]).map(([, row]) => row);
  const keys = sortedBy([...columns.entries()]);
  return {
    rows: sources.map(({ pod }) => pod),
    columns: keys.map(([, column]) => column),
    wanted: sources.map((row) => keys.map(([key]) => row.cells.get(key))),
  };
}

/** The same text, and so the same order, on every machine. */
function sortedBy<T>(entries: readonly (readonly [string, T])[]): readonly (readonly [string, T])[] {
  return entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function columnKey(target: Target): string {
  return `${target.target} ${target.protocol} ${String(target.port).padStart(5, "0")} ${viaOf(target)}`;
}
