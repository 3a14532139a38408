import type { Expectation, PodPattern, Rule } from "../../model/index.ts";
import { isAmong } from "../world/names.ts";
import type { World } from "../world/world.ts";
import type { TableCells } from "./table-cells.ts";
import type { Piece, ReportAt } from "./text-piece.ts";

const MARKS: Readonly<Record<string, Expectation>> = { ".": "allow", X: "deny", "?": "any" };
const NO_CELL = "-";

/** The rule of a mark, for the source of its row and the target of its column; none where it makes no cell's. */
export function readMark(
  mark: Piece,
  { source, target }: { readonly source: Piece; readonly target: Piece | undefined },
  cells: TableCells,
  world: World,
  report: ReportAt,
): readonly Rule[] {
  const expect = MARKS[mark.text];
  if (expect === undefined && mark.text !== NO_CELL)
    report(mark.index, `unknown mark ${JSON.stringify(mark.text)}`, MARK_HINT);
  else if (target !== undefined && isJudged(source.text, target.text, world)) {
    const problem = markProblem(source.text, target.text, cells, expect);
    if (problem !== undefined) report(mark.index, problem.message, problem.hint);
    else if (expect !== undefined && cells.has(source.text, target.text))
      return [{ expect, source: exactly(source.text), target: exactly(target.text), ...cells.port }];
  }
  return [];
}

/** A name that is not there is reported as such. */
function isJudged(source: string, target: string, { parties, names, sound }: World): boolean {
  const pods: { has(ref: string): boolean } = parties.pods;
  return sound && pods.has(source) && (isAmong(target, names.pods) || isAmong(target, names.services));
}

const MARK_HINT = 'marks are "." allow, "X" deny, "?" any and "-" where there is no cell';

/**
 * Why a mark does not fit. Where a pod meets itself without loopback, "." is taken for "-": a pod always reaches
 * itself, and tables of this kind are commonly written so.
 */
function markProblem(
  from: string,
  to: string,
  { has, hasWithLoopback, port }: TableCells,
  expect?: Expectation,
) {
  const flow = `${from} -> ${to}:${port.port}/${port.protocol}`;
  const exists = has(from, to);
  const leadsBack = !exists && hasWithLoopback(from, to);
  if (exists && expect === undefined) return { message: `${flow} is a cell`, hint: MARK_HINT };
  if (exists || expect === undefined || (leadsBack && expect !== "deny")) return undefined;
  const hint = leadsBack
    ? 'mark it "-", or set loopback: true'
    : `${to} does not serve the port: mark it "-"`;
  return { message: `${flow} is no cell`, hint };
}

function exactly(ref: string): PodPattern {
  const [namespace = "", name = ""] = ref.split("/");
  return { namespace, name };
}
