import { type CellVerdict, type PodRef, portName } from "../model/index.ts";

/** A target and its ports, as `portName` writes them, in the order in which they are shown. */
export interface Column {
  readonly target: PodRef;
  readonly ports: readonly string[];
}

/** The cells of a step as a table of sources and targets. */
export interface Matrix {
  readonly sources: readonly PodRef[];
  readonly columns: readonly Column[];
  /** One entry for each port of the column; undefined where there is no flow. */
  readonly at: (source: PodRef, column: Column) => readonly (CellVerdict | undefined)[];
}

export function matrixOf(cells: readonly CellVerdict[]): Matrix {
  const sources = [...new Set(cells.map(({ flow }) => flow.source))];
  const byKey = new Map(cells.map((cell) => [keyOf(cell.flow.source, cell.flow.target, portName(cell.flow)), cell]));
  return {
    sources,
    columns: columnsOf(cells, sources),
    at: (source, { target, ports }) => ports.map((port) => byKey.get(keyOf(source, target, port))),
  };
}

function keyOf(source: PodRef, target: PodRef, port: string): string {
  return `${source} ${target} ${port}`;
}

/** In the order of the sources: the first source's own column would come last otherwise. */
function columnsOf(cells: readonly CellVerdict[], sources: readonly PodRef[]): readonly Column[] {
  const ports = new Map<PodRef, Set<string>>(sources.map((source) => [source, new Set()]));
  for (const { flow } of cells) {
    const known = ports.get(flow.target) ?? new Set();
    ports.set(flow.target, known.add(portName(flow)));
  }
  const columns = [...ports].map(([target, names]) => ({ target, ports: [...names] }));
  return columns.filter((column) => column.ports.length > 0);
}

/** The ports that every target serves, if all serve the same. */
export function commonPorts({ columns }: Matrix): readonly string[] | undefined {
  const [first] = columns;
  const isCommon = columns.every(({ ports }) => ports.join() === first?.ports.join());
  return isCommon ? first?.ports : undefined;
}

/** Above this many sources or targets a matrix no longer shows anything to people. */
const LARGEST = 40;

/** The part of a matrix that can be read: all of it, or, if it is too large, the rows and columns that are not a pass. */
export function readablePart(matrix: Matrix): Matrix {
  if (matrix.sources.length <= LARGEST && matrix.columns.length <= LARGEST) return matrix;
  const isBad = (source: PodRef, column: Column): boolean =>
    matrix.at(source, column).some((cell) => cell !== undefined && cell.verdict !== "pass");
  const columns = matrix.columns.filter((column) => matrix.sources.some((source) => isBad(source, column)));
  const sources = matrix.sources.filter((source) => columns.some((column) => isBad(source, column)));
  return { ...matrix, sources: sources.slice(0, LARGEST), columns: columns.slice(0, LARGEST) };
}
