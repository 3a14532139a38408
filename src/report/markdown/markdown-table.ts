import type { PodRef, StepVerdict } from "../../model/index.ts";
import { forMarkdown } from "../../safe-text/index.ts";
import { markedCell } from "../matrix/mark.ts";
import { type Matrix, type MatrixTarget, marks, shownMatrices } from "../matrix/matrix.ts";
import { isMeasured } from "../words/is-measured.ts";

/** The matrices of a step as Markdown tables, each with what is to be said above it; none if nothing was measured. */
export function matrixTables(step: StepVerdict): readonly string[] {
  if (!isMeasured(step)) return [];
  return shownMatrices(step.cells.map(markedCell)).flatMap(({ matrix, notes }) => [
    ...notes.map(forMarkdown),
    ...(matrix.sources.length === 0 ? [] : [table(matrix)]),
  ]);
}

function table(matrix: Matrix): string {
  return markdownTable(
    [forMarkdown("from \\ to"), ...matrix.targets.map((target) => head(matrix, target))],
    matrix.sources.map((source) => [
      forMarkdown(source),
      ...matrix.targets.map((target) => entry(matrix, source, target)),
    ]),
  );
}

/** A table whose first column is text and whose others are centred. Cells must be escaped. */
export function markdownTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  alignment = ":-:",
): string {
  const rule = heads.map((_, index) => (index === 0 ? "---" : alignment));
  return [heads, rule, ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function head({ commonPorts }: Matrix, { ref, ports }: MatrixTarget): string {
  const name = forMarkdown(ref);
  return commonPorts === undefined ? `${name}<br>${ports.map(forMarkdown).join(" ")}` : name;
}

function entry(matrix: Matrix, source: PodRef, target: MatrixTarget): string {
  return marks(matrix, source, target)
    .map(({ text }) => (text.length > 1 ? `**${forMarkdown(text)}**` : text))
    .join(" ");
}
