import { portNumberProblem } from "../../manifest/kubernetes-names.ts";
import { type Expectation, flowsAmong, type PodPattern, type Rule } from "../../model/index.ts";
import { type Field, isMapping } from "../../yaml/field.ts";
import { parseProtocol } from "../world/port-spec.ts";
import type { World } from "../world/world.ts";
import { hasCell, type TableCells, type TablePort, tableCells } from "./table-cells.ts";
import { checkTableNames } from "./table-names.ts";
import { parseTable } from "./table-text.ts";
import type { Piece, ReportAt } from "./text-piece.ts";

const MARKS: Readonly<Record<string, Expectation>> = { ".": "allow", X: "deny", "?": "any" };
const NO_CELL = "-";

/** The rules of a step's tables: a block of text for each `PROTOCOL/PORT`, one rule for each marked cell. */
export function readTables(field: Field, world: World): readonly Rule[] {
  if (!isMapping(field.value)) return [];
  const { state, kinds, sound } = world;
  const withLoopback = sound ? flowsAmong(state, { ...kinds, loopback: true }) : [];
  return Object.keys(field.value).flatMap((key) => {
    const port = readKey(field.child(key), key);
    const cells = port && tableCells(port, world.flows, withLoopback);
    return readTable(field.child(key), key, cells, world);
  });
}

function readTable(field: Field, key: string, cells: TableCells | undefined, world: World): readonly Rule[] {
  if (typeof field.value !== "string") {
    field.problemAtKey(`the table of ${key} must be a block of text`, `${key}: |\n  from \\ to   x/a  x/b`);
    return [];
  }
  const report: ReportAt = (index, message, hint) => field.problemWithin(index, message, hint);
  const table = parseTable(field.value, report);
  if (table === undefined || cells === undefined) return [];
  if (world.sound && cells.targets.length === 0) field.problemAtKey(`no pod serves ${key}`);
  checkTableNames(table, cells, world, report);
  return table.rows.flatMap(({ source, marks }) =>
    marks.flatMap((mark, index) => readMark(mark, source, table.columns[index], cells, world, report)),
  );
}

function readKey(field: Field, key: string): TablePort | undefined {
  const [word = "", number = "", ...more] = key.split("/");
  if (!/^\d+$/.test(number) || more.length > 0) {
    field.problemAtKey(
      `${JSON.stringify(key)} is not PROTOCOL/PORT`,
      "a table's key is written TCP/80 or UDP/53",
    );
    return undefined;
  }
  const protocol = parseProtocol(word);
  if ("message" in protocol) field.problemAtKey(protocol.message, protocol.hint);
  const problem = portNumberProblem(Number(number));
  if (problem !== undefined) field.problemAtKey(`port ${number} ${problem}`);
  return "message" in protocol || problem !== undefined
    ? undefined
    : { protocol: protocol.value, port: Number(number) };
}

function readMark(
  mark: Piece,
  source: Piece,
  target: Piece | undefined,
  cells: TableCells,
  { state, names, sound }: World,
  report: ReportAt,
): readonly Rule[] {
  const expect = MARKS[mark.text];
  const isThere = state.pods.some(({ ref }) => ref === source.text);
  if (expect === undefined && mark.text !== NO_CELL)
    report(mark.index, `unknown mark ${JSON.stringify(mark.text)}`, MARK_HINT);
  else if (sound && isThere && target && [...names.pods, ...names.services].includes(target.text)) {
    const problem = markProblem(source.text, target.text, cells, expect);
    if (problem !== undefined) report(mark.index, problem.message, problem.hint);
    else if (expect !== undefined && hasCell(cells.flows, source.text, target.text))
      return [{ expect, source: exactly(source.text), target: exactly(target.text), ...cells.port }];
  }
  return [];
}

const MARK_HINT = 'marks are "." allow, "X" deny, "?" any and "-" where there is no cell';

/**
 * Why a mark does not fit. Where a pod meets itself without loopback, "." is taken for "-": a pod always reaches
 * itself, and tables of this kind are commonly written so.
 */
function markProblem(
  from: string,
  to: string,
  { flows, withLoopback, port }: TableCells,
  expect?: Expectation,
) {
  const flow = `${from} -> ${to}:${port.port}/${port.protocol}`;
  const exists = hasCell(flows, from, to);
  const leadsBack = !exists && hasCell(withLoopback, from, to);
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
