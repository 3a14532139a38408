import { suggest } from "../../yaml/suggest.ts";
import { isAmong, podProblem } from "../world/names.ts";
import type { World } from "../world/world.ts";
import type { TableCells } from "./table-cells.ts";
import type { TableText } from "./table-text.ts";
import type { Piece, ReportAt } from "./text-piece.ts";

/** Reports names that are unknown, twice there or missing. */
export function checkTableNames(table: TableText, cells: TableCells, world: World, report: ReportAt): void {
  const sources = table.rows.map(({ source }) => source);
  reportUnknownNames(sources, world, world.names.pods, report);
  reportUnknownNames(table.columns, world, [...world.names.pods, ...world.names.services], report);
  for (const names of [table.columns, sources]) reportDuplicates(names, report);
  const rows = new Set(sources.map(({ text }) => text));
  const start = table.columns[0]?.index ?? 0;
  for (const { ref } of world.state.pods)
    if (!rows.has(ref)) report(start, `the table has no row for ${ref}`);
  for (const ref of missingColumns(table, cells)) report(start, `the table has no column for ${ref}`);
}

/** A table is about pods, about Services or about both, and then about all of them that serve the port. */
function missingColumns({ columns }: TableText, { targets }: TableCells): readonly string[] {
  const written = new Set(columns.map(({ text }) => text));
  const kinds = new Set(targets.filter(({ ref }) => written.has(ref)).map(({ isService }) => isService));
  const isMeant = ({ isService }: { isService: boolean }) => kinds.size === 0 || kinds.has(isService);
  return targets.filter((target) => isMeant(target) && !written.has(target.ref)).map(({ ref }) => ref);
}

function reportUnknownNames(
  written: readonly Piece[],
  { names }: World,
  known: readonly string[],
  report: ReportAt,
): void {
  for (const { text, index } of written) {
    const problem = isAmong(text, known) ? undefined : podProblem(text, names);
    const hint = isAmong(text, names.elsewhere) ? problem?.hint : suggest(text, known, "declared pods");
    if (problem !== undefined) report(index, problem.message, hint);
  }
}

function reportDuplicates(written: readonly Piece[], report: ReportAt): void {
  const seen = new Set<string>();
  for (const { text, index } of written) {
    if (seen.has(text)) report(index, `${text} is in the table twice`);
    seen.add(text);
  }
}
