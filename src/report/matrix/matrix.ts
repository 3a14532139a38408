import { addressingName, type PodRef, portName } from "../../model/index.ts";
import { groupBy } from "../words/group-by.ts";
import { counted } from "../words/tally.ts";
import { type Mark, type MarkedCell, NO_FLOW } from "./mark.ts";

/** A column: a pod or Service and its ports as `portName` writes them, in the order in which they are shown. */
export interface MatrixTarget {
  readonly ref: PodRef;
  readonly ports: readonly string[];
}

/** The cells of a step that are addressed in one way, by source and target. */
export interface Matrix {
  readonly sources: readonly PodRef[];
  readonly targets: readonly MatrixTarget[];
  /** The ports of every target, if all serve the same. */
  readonly commonPorts: readonly string[] | undefined;
  readonly markAt: (source: PodRef, target: PodRef, port: string) => Mark;
}

/** A matrix, and what is to be said above it. */
export interface ShownMatrix {
  readonly matrix: Matrix;
  readonly notes: readonly string[];
}

/** More rows or columns than anyone reads. */
const MOST_PODS = 40;

/**
 * The matrices of a step, one for each way in which targets are addressed, as far as people can read them: of a very
 * large one, only the pods of cells that are not right, and a note that says so.
 */
export function shownMatrices(cells: readonly MarkedCell[]): readonly ShownMatrix[] {
  const addressings = [...groupBy(cells, ({ flow }) => addressingName(flow).trim())];
  const isPlain = addressings.length === 1 && addressings[0]?.[0] === "";
  return addressings.map(([addressing, addressed]) => {
    const { matrix, note } = part(matrixOf(addressed), addressed);
    const notes = [isPlain ? undefined : addressing || "via pod-ip", note, portOrder(matrix)];
    return { matrix, notes: notes.filter((line) => line !== undefined) };
  });
}

function matrixOf(cells: readonly MarkedCell[]): Matrix {
  const byKey = new Map(
    cells.map(({ flow, mark }) => [keyOf(flow.source, flow.target, portName(flow)), mark]),
  );
  const sources = [...new Set(cells.map(({ flow }) => flow.source))];
  const targets = targetsOf(cells, sources);
  const [first] = targets;
  const isCommon = targets.every(({ ports }) => ports.join() === first?.ports.join());
  return {
    sources,
    targets,
    commonPorts: isCommon ? first?.ports : undefined,
    markAt: (source, target, port) => byKey.get(keyOf(source, target, port)) ?? NO_FLOW,
  };
}

function part(
  matrix: Matrix,
  cells: readonly MarkedCell[],
): { readonly matrix: Matrix; readonly note?: string } {
  const { sources, targets } = matrix;
  if (sources.length <= MOST_PODS && targets.length <= MOST_PODS) return { matrix };
  const wrong = cells.filter(({ isRight }) => !isRight).map(({ flow }) => flow);
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
function portOrder({ commonPorts, sources }: Matrix): string | undefined {
  if (commonPorts === undefined || sources.length === 0) return undefined;
  return commonPorts.length === 1
    ? `port ${commonPorts[0]}`
    : `ports, in this order: ${commonPorts.join(" ")}`;
}

/** One mark for each port of a target, in its order. */
export function marks(matrix: Matrix, source: PodRef, target: MatrixTarget): readonly Mark[] {
  return target.ports.map((port) => matrix.markAt(source, target.ref, port));
}

/** In the order of the sources: the first source's own column would come last otherwise. */
function targetsOf(cells: readonly MarkedCell[], sources: readonly PodRef[]): readonly MatrixTarget[] {
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
