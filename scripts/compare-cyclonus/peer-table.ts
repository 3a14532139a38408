/** What cyclonus prints for one cell: `.` allowed, `X` blocked, anything else that it could not tell. */
export type Mark = string;

/** Marks by the name of the cell, as netverdict writes it: `x/a -> x/b:80`, `x/a -> x/b:53/UDP`. */
export type PeerTable = ReadonlyMap<string, Mark>;

/**
 * One of cyclonus' tables: targets, in capitals, stand in the first row, and the ports below its first cell, in the order
 * of the marks in each cell. A table of one port has none there: it is `onlyPort`, `TCP/81`.
 */
export function parsePeerTable(lines: readonly string[], onlyPort?: string): PeerTable {
  const rows = lines.filter((line) => line.startsWith("|")).map(cellsOf);
  const [header = [], ...rest] = rows;
  const targets = header.slice(1).map((target) => target.toLowerCase());
  const isPort = ([first = ""]: readonly string[]): boolean => /^(TCP|UDP|SCTP)\//.test(first);
  const listed = [header, ...rest.filter(isPort)].map(([first = ""]) => first).filter((port) => port !== "");
  const ports = listed.length === 0 && onlyPort !== undefined ? [onlyPort] : listed;
  return new Map(
    rest
      .filter((row) => !isPort(row))
      .flatMap(([source = "", ...cells]) =>
        cells.flatMap((cell, column) => marksOf(cell, `${source} -> ${targets[column]}`, ports)),
      ),
  );
}

function cellsOf(line: string): readonly string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function marksOf(cell: string, pair: string, ports: readonly string[]): readonly (readonly [string, Mark])[] {
  const marks = cell.split(/\s+/);
  return ports.map((port, index) => [`${pair}:${portName(port)}`, marks[index] ?? ""]);
}

function portName(port: string): string {
  const [protocol, number] = port.split("/");
  return protocol === "TCP" ? `${number}` : `${number}/${protocol}`;
}
