import type { MarkedCell } from "../matrix/mark.ts";
import { shownMatrices } from "../matrix/matrix.ts";
import type { Ink } from "./ink.ts";
import { matrixTables } from "./terminal-table.ts";

/** The matrices of a step as blocks of text, each with what is to be said above it. */
export function matrixBlocks(cells: readonly MarkedCell[], ink: Ink, width: number): readonly string[] {
  return shownMatrices(cells).flatMap(({ matrix, notes }) => [
    ...(notes.length === 0 ? [] : [notes.map((line) => `  ${line}`).join("\n")]),
    ...(matrix.sources.length === 0 ? [] : matrixTables(matrix, width, ink.mark)),
  ]);
}
