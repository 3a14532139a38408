import Table from "cli-table3";
import type { PodRef } from "../../model/index.ts";
import type { Mark } from "../matrix/mark.ts";
import { type Matrix, type MatrixTarget, marks } from "../matrix/matrix.ts";
import { groupBy } from "../words/group-by.ts";

const GAP = "   ";
const MARGIN = "  ";
const CORNER = "from \\ to";

/** Without these, cli-table3 draws a grid. */
const NO_LINES = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: MARGIN,
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: GAP,
};

/**
 * A matrix as text, sources down and targets across, in as many tables as the width asks for.
 *
 * @param paint - colours a mark; it must not change how wide it looks.
 */
export function matrixTables(
  matrix: Matrix,
  width: number,
  paint: (mark: Mark) => string,
): readonly string[] {
  const roomy = matrix.sources.some((source) =>
    matrix.targets.some((target) => marks(matrix, source, target).some(({ text }) => text.length > 1)),
  );
  const stub = Math.max(CORNER.length, ...matrix.sources.map((source) => source.length));
  const chunks = chunked(matrix, roomy, width - MARGIN.length - stub);
  return chunks.map((targets) => table(matrix, targets, roomy, paint));
}

function table(
  matrix: Matrix,
  targets: readonly MatrixTarget[],
  roomy: boolean,
  paint: (mark: Mark) => string,
): string {
  const grid = new Table({
    head: [CORNER, ...targets.map((target, index) => head(matrix, target, targets[index - 1]))],
    // cli-table3 colours heads and borders on its own account, terminal or not, unless told so.
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    chars: NO_LINES,
  });
  const cell = (source: PodRef, target: MatrixTarget): string =>
    marks(matrix, source, target)
      .map((mark) => paint(mark) + " ".repeat(markWidth(roomy) - mark.text.length))
      .join("");
  grid.push(...matrix.sources.map((source) => [source, ...targets.map((target) => cell(source, target))]));
  return grid
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** Where some marks have a `!`, all take its room, so that they stay below each other. */
function markWidth(roomy: boolean): number {
  return roomy ? 2 : 1;
}

/** A column's head: the namespace where a new one begins, the pod's name, and its ports where they differ. */
function head(
  { commonPorts }: Matrix,
  { ref, ports }: MatrixTarget,
  before: MatrixTarget | undefined,
): string {
  const [namespace = "", name = ""] = ref.split("/");
  const isNew = before?.ref.split("/")[0] !== namespace;
  return [isNew ? namespace : "", name, ...(commonPorts === undefined ? [ports.join(" ")] : [])].join("\n");
}

/** Targets in groups whose columns fit into `room` characters; a namespace is cut only if it is too wide alone. */
function chunked(matrix: Matrix, roomy: boolean, room: number): readonly (readonly MatrixTarget[])[] {
  const fits = (targets: readonly MatrixTarget[]): boolean => tableWidth(matrix, targets, roomy) <= room;
  const namespaces = [...groupBy(matrix.targets, ({ ref }) => ref.split("/")[0] ?? "").values()];
  const blocks = namespaces.flatMap((targets) =>
    fits(targets) ? [targets] : pack(targets.map(alone), fits),
  );
  return pack(blocks, fits);
}

function alone(target: MatrixTarget): readonly MatrixTarget[] {
  return [target];
}

/** Joins neighbouring blocks as long as they fit together; never less than one block. */
function pack<T>(
  blocks: readonly (readonly T[])[],
  fits: (items: readonly T[]) => boolean,
): readonly (readonly T[])[] {
  const packed: (readonly T[])[] = [];
  for (const block of blocks) {
    const joined = [...(packed.at(-1) ?? []), ...block];
    if (packed.length > 0 && fits(joined)) packed[packed.length - 1] = joined;
    else packed.push(block);
  }
  return packed;
}

/** How wide some columns are together, the gap before each included. */
function tableWidth(matrix: Matrix, targets: readonly MatrixTarget[], roomy: boolean): number {
  const widths = targets.map((target, index) => columnWidth(matrix, target, targets[index - 1], roomy));
  return widths.reduce((sum, width) => sum + GAP.length + width, 0);
}

function columnWidth(
  matrix: Matrix,
  target: MatrixTarget,
  before: MatrixTarget | undefined,
  roomy: boolean,
): number {
  const lines = head(matrix, target, before).split("\n");
  return Math.max(target.ports.length * markWidth(roomy), ...lines.map((line) => line.length));
}
