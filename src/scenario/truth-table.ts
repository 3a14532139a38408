import type { Expectation, Pod, Rule } from "../model/index.ts";
import { portNumberFault } from "./kubernetes-names.ts";
import { parseProtocol } from "./port-spec.ts";
import { isMapping, type Spot } from "./spot.ts";
import { suggest } from "./suggest.ts";
import { parseTable, type TableText } from "./table-text.ts";
import type { ComplainAt, Piece } from "./text-piece.ts";
import type { World } from "./world.ts";

const MARKS: Readonly<Record<string, Expectation>> = { ".": "allow", X: "deny", "?": "any" };
const NO_CELL = "-";

interface TablePort {
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
}

/** The rules of a step's tables: a block of text for each `PROTOCOL/PORT`, one rule for each marked cell. */
export function readTables(spot: Spot, world: World): readonly Rule[] {
  if (!isMapping(spot.value)) return [];
  return Object.keys(spot.value).flatMap((key) => readTable(spot.child(key), key, world));
}

function readTable(spot: Spot, key: string, world: World): readonly Rule[] {
  const port = readKey(spot, key);
  if (typeof spot.value !== "string") {
    spot.problemAtKey(`the table of ${key} must be a block of text`, `${key}: |\n  from \\ to   x/a  x/b`);
    return [];
  }
  const complain: ComplainAt = (index, message, hint) => spot.problemWithin(index, message, hint);
  const table = parseTable(spot.value, complain);
  if (table === undefined || port === undefined) return [];
  const served = world.pods.filter((pod) => serves(pod, port));
  if (world.sound && served.length === 0) spot.problemAtKey(`no pod serves ${key}`);
  checkNames(table, served, world, complain);
  return table.rows.flatMap(({ source, marks }) =>
    marks.flatMap((mark, index) => readMark(mark, source, table.columns[index], port, world, complain)),
  );
}

function readKey(spot: Spot, key: string): TablePort | undefined {
  const [word = "", number = "", ...more] = key.split("/");
  if (!/^\d+$/.test(number) || more.length > 0) {
    spot.problemAtKey(
      `${JSON.stringify(key)} is not PROTOCOL/PORT`,
      "a table's key is written TCP/80 or UDP/53",
    );
    return undefined;
  }
  const protocol = parseProtocol(word);
  if ("message" in protocol) spot.problemAtKey(protocol.message, protocol.hint);
  const fault = portNumberFault(Number(number));
  if (fault !== undefined) spot.problemAtKey(`port ${number} ${fault}`);
  return "message" in protocol || fault !== undefined
    ? undefined
    : { protocol: protocol.value, port: Number(number) };
}

function serves({ ports }: Pod, { port, protocol }: TablePort): boolean {
  return ports.some((served) => served.port === port && served.protocol === protocol);
}

function checkNames(table: TableText, served: readonly Pod[], world: World, complain: ComplainAt): void {
  const sources = table.rows.map(({ source }) => source);
  for (const names of [table.columns, sources]) reportBadNames(names, world, complain);
  const start = table.columns[0]?.index ?? 0;
  for (const { ref } of world.pods)
    if (!sources.some(({ text }) => text === ref)) complain(start, `the table has no row for ${ref}`);
  for (const { ref } of world.sound ? served : [])
    if (!table.columns.some(({ text }) => text === ref))
      complain(start, `the table has no column for ${ref}`);
}

function reportBadNames(names: readonly Piece[], { podNames }: World, complain: ComplainAt): void {
  for (const [position, { text, index }] of names.entries()) {
    if (!podNames.includes(text))
      complain(index, `unknown pod ${JSON.stringify(text)}`, suggest(text, podNames, "declared pods"));
    else if (names.findIndex((other) => other.text === text) < position)
      complain(index, `${text} is in the table twice`);
  }
}

function readMark(
  mark: Piece,
  source: Piece,
  target: Piece | undefined,
  port: TablePort,
  world: World,
  complain: ComplainAt,
): readonly Rule[] {
  const from = world.pods.find(({ ref }) => ref === source.text);
  const to = world.pods.find(({ ref }) => ref === target?.text);
  const expect = MARKS[mark.text];
  if (expect === undefined && mark.text !== NO_CELL)
    complain(mark.index, `unknown mark ${JSON.stringify(mark.text)}`, MARK_HINT);
  else if (from !== undefined && to !== undefined && world.sound) {
    const fault = markFault(from, to, port, world, expect);
    if (fault !== undefined) complain(mark.index, fault.message, fault.hint);
    else if (expect !== undefined && isCell(from, to, port, world))
      return [exactRule(expect, from, to, port)];
  }
  return [];
}

const MARK_HINT = 'marks are "." allow, "X" deny, "?" any and "-" where there is no cell';

/**
 * Why a mark does not fit. Where a pod meets itself without loopback, "." is taken for "-": a pod always reaches
 * itself, and tables of this kind are commonly written so.
 */
function markFault(from: Pod, to: Pod, port: TablePort, world: World, expect?: Expectation) {
  const flow = `${from.ref} -> ${to.ref}:${port.port}/${port.protocol}`;
  const exists = isCell(from, to, port, world);
  if (exists && expect === undefined) return { message: `${flow} is a cell`, hint: MARK_HINT };
  if (exists || expect === undefined || (from === to && expect !== "deny" && serves(to, port)))
    return undefined;
  const hint =
    from === to && serves(to, port)
      ? 'mark it "-", or set loopback: true'
      : `${to.ref} does not serve the port: mark it "-"`;
  return { message: `${flow} is no cell`, hint };
}

function isCell(from: Pod, to: Pod, port: TablePort, { loopback }: World): boolean {
  return serves(to, port) && (loopback || from !== to);
}

function exactRule(expect: Expectation, from: Pod, to: Pod, port: TablePort): Rule {
  return { expect, source: exactly(from), target: exactly(to), ...port };
}

function exactly({ namespace, name }: Pod) {
  return { namespace, name };
}
