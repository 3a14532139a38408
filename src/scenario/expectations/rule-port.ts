import { portNumberProblem } from "../../manifest/kubernetes-names.ts";
import type { PortRange, Protocol } from "../../model/index.ts";
import { parseProtocol } from "../world/port-spec.ts";
import type { Piece, ReportAt } from "./text-piece.ts";

/** A target's port as written. `protocol` is TCP for a number without one; for a name without one, whatever it names. */
export interface TargetPort {
  readonly piece: Piece;
  /** Absent: all ports. */
  readonly value?: number | string | PortRange;
  readonly protocol?: Protocol;
}

const FORMS = "write :80, :53/UDP, :80-90, :*/UDP or :name";

/** What stands behind a target's colon; undefined if a problem was found. */
export function parseTargetPort(piece: Piece, report: ReportAt): TargetPort | undefined {
  const [name = "", word, ...more] = piece.text.split("/");
  if (name === "" || more.length > 0 || /\s/.test(piece.text)) {
    report(piece.index, `${JSON.stringify(piece.text)} is not a port`, FORMS);
    return undefined;
  }
  const value = parseValue(name, piece, report);
  const protocol = word === undefined ? undefined : parseProtocol(word);
  if (protocol !== undefined && "message" in protocol)
    report(piece.index + name.length + 1, protocol.message, protocol.hint);
  if (value === undefined || (protocol !== undefined && "message" in protocol)) return undefined;
  const implied = typeof value === "string" ? undefined : "TCP";
  const spoken = protocol?.value ?? implied;
  return {
    piece,
    ...(value === "*" ? {} : { value }),
    ...(spoken === undefined ? {} : { protocol: spoken }),
  };
}

function parseValue(name: string, { index }: Piece, report: ReportAt): TargetPort["value"] {
  const { first, last } = /^(?<first>\d+)(?:-(?<last>\d+))?$/.exec(name)?.groups ?? {};
  if (first === undefined) return name;
  for (const number of [first, last])
    if (number !== undefined && portNumberProblem(Number(number)) !== undefined) {
      report(index, `port ${number} ${portNumberProblem(Number(number))}`);
      return undefined;
    }
  if (last === undefined) return Number(first);
  if (Number(first) <= Number(last)) return { first: Number(first), last: Number(last) };
  report(index, `the range ${name} ends before it begins`, `write :${last}-${first}`);
  return undefined;
}
