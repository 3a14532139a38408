import { portNumberProblem } from "../../manifest/kubernetes-names.ts";
import type { Rule } from "../../model/index.ts";
import { type Field, isMapping } from "../../yaml/field.ts";
import { parseProtocol } from "../world/port-spec.ts";
import type { World } from "../world/world.ts";
import { type TableCells, type TablePort, tableCells } from "./table-cells.ts";
import { readMark } from "./table-marks.ts";
import { checkTableNames } from "./table-names.ts";
import { parseTable } from "./table-text.ts";
import type { ReportAt } from "./text-piece.ts";

/** The rules of a step's tables: a block of text for each `PROTOCOL/PORT`, one rule for each marked cell. */
export function readTables(field: Field, world: World): readonly Rule[] {
  if (!isMapping(field.value)) return [];
  return Object.keys(field.value).flatMap((key) => {
    const port = readKey(field.child(key), key);
    const cells = port && tableCells(port, world);
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
    marks.flatMap((mark, index) =>
      readMark(mark, { source, target: table.columns[index] }, cells, world, report),
    ),
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
