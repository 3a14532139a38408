import Table from "cli-table3";
import type { PodRef } from "../model/index.ts";
import { type Mark, type Matrix, type MatrixTarget, marks } from "./matrix.ts";

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
    matrix.targets.some((target) => marks(matrix, source, target, false).some(({ text }) => text.length > 1)),
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
    marks(matrix, source, target, roomy).map(paint).join("");
  grid.push(...matrix.sources.map((source) => [source, ...targets.map((target) => cell(source, target))]));
  return grid
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
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

/** Targets in groups whose columns fit into `room` characters; at least one column each. */
function chunked(matrix: Matrix, roomy: boolean, room: number): readonly (readonly MatrixTarget[])[] {
  const chunks: MatrixTarget[][] = [];
  let left = 0;
  for (const target of matrix.targets) {
    const chunk = chunks.at(-1);
    const next = GAP.length + columnWidth(matrix, target, chunk?.at(-1), roomy);
    if (chunk !== undefined && next <= left) {
      chunk.push(target);
      left -= next;
    } else {
      chunks.push([target]);
      left = room - GAP.length - columnWidth(matrix, target, undefined, roomy);
    }
  }
  return chunks;
}

function columnWidth(
  matrix: Matrix,
  target: MatrixTarget,
  before: MatrixTarget | undefined,
  roomy: boolean,
): number {
  const lines = head(matrix, target, before).split("\n");
  return Math.max(target.ports.length * (roomy ? 2 : 1), ...lines.map((line) => line.length));
}
