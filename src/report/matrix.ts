import { type CellVerdict, type PodRef, portName } from "../model/index.ts";
import { outcomeMark, verdictMark } from "./mark.ts";
import { counted } from "./tally.ts";

/** A column: a pod and its ports as `portName` writes them, in the order in which they are shown. */
export interface MatrixTarget {
  readonly ref: PodRef;
  readonly ports: readonly string[];
}

/** The cells of a step by source and target. */
export interface Matrix {
  readonly sources: readonly PodRef[];
  readonly targets: readonly MatrixTarget[];
  /** The ports of every target, if all serve the same. */
  readonly commonPorts: readonly string[] | undefined;
  /** Undefined where there is no flow. */
  readonly cellAt: (source: PodRef, target: PodRef, port: string) => CellVerdict | undefined;
}

/** One port of one pair of pods, as text; `cell` is absent where there is no flow. */
export interface Mark {
  readonly text: string;
  readonly cell: CellVerdict | undefined;
}

/** More rows or columns than anyone reads. */
const MOST_PODS = 40;

export function matrixOf(cells: readonly CellVerdict[]): Matrix {
  const byKey = new Map(
    cells.map((cell) => [keyOf(cell.flow.source, cell.flow.target, portName(cell.flow)), cell]),
  );
  const sources = [...new Set(cells.map(({ flow }) => flow.source))];
  const targets = targetsOf(cells, sources);
  const [first] = targets;
  const isCommon = targets.every(({ ports }) => ports.join() === first?.ports.join());
  return {
    sources,
    targets,
    commonPorts: isCommon ? first?.ports : undefined,
    cellAt: (source, target, port) => byKey.get(keyOf(source, target, port)),
  };
}

/**
 * The matrix of a step, as far as people can read it: of a very large one, only the pods of cells that did not pass,
 * and a note that says so.
 */
export function shownMatrix(cells: readonly CellVerdict[]): {
  readonly matrix: Matrix;
  readonly note?: string;
} {
  const matrix = matrixOf(cells);
  const { sources, targets } = matrix;
  if (sources.length <= MOST_PODS && targets.length <= MOST_PODS) return { matrix };
  const wrong = cells.filter(({ verdict }) => verdict !== "pass").map(({ flow }) => flow);
  const wrongSources = new Set(wrong.map(({ source }) => source));
  const wrongTargets = new Set(wrong.map(({ target }) => target));
  const shown = {
    sources: sources.filter((source) => wrongSources.has(source)).slice(0, MOST_PODS),
    targets: targets.filter(({ ref }) => wrongTargets.has(ref)).slice(0, MOST_PODS),
  };
  return { matrix: { ...matrix, ...shown }, note: partNote(matrix, shown) };
}

function partNote({ sources, targets }: Matrix, shown: Pick<Matrix, "sources" | "targets">): string {
  const size = `${counted(sources.length, "source")} × ${counted(targets.length, "target")}`;
  if (shown.sources.length === 0) return `the matrix of ${size} is not shown, since every cell passed`;
  return `of ${size} only ${shown.sources.length} × ${shown.targets.length} with cells that did not pass`;
}

/** Which mark belongs to which port, if that is the same in every column; else the columns say it. */
export function portOrder({ commonPorts, sources }: Matrix): string | undefined {
  if (commonPorts === undefined || sources.length === 0) return undefined;
  return commonPorts.length === 1
    ? `port ${commonPorts[0]}`
    : `ports, in this order: ${commonPorts.join(" ")}`;
}

/** One mark for each port of a target, in its order. */
export function marks(matrix: Matrix, source: PodRef, target: MatrixTarget): readonly Mark[] {
  return target.ports.map((port) => {
    const cell = matrix.cellAt(source, target.ref, port);
    const text = `${outcomeMark(cell)}${verdictMark(cell?.verdict)}`;
    return { text, cell };
  });
}

/** In the order of the sources: the first source's own column would come last otherwise. */
function targetsOf(cells: readonly CellVerdict[], sources: readonly PodRef[]): readonly MatrixTarget[] {
  const ports = new Map<PodRef, Set<string>>(sources.map((source) => [source, new Set()]));
  for (const { flow } of cells) {
    const known = ports.get(flow.target) ?? new Set();
    ports.set(flow.target, known.add(portName(flow)));
  }
  return [...ports].filter(([, names]) => names.size > 0).map(([ref, names]) => ({ ref, ports: [...names] }));
}

function keyOf(source: PodRef, target: PodRef, port: string): string {
  return `${source} ${target} ${port}`;
}
