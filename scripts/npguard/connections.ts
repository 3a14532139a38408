import type { Protocol } from "../../src/model/index.ts";

/** What np-guard prints for all ports of all protocols. */
const ALL = "All Connections";

const FIRST_PORT = 1;
export const LAST_PORT = 65_535;

/** Ports between two workloads; both ends of a range are included. */
export interface Connections {
  readonly ranges: readonly { readonly protocol: Protocol; readonly first: number; readonly last: number }[];
}

export const NO_CONNECTIONS: Connections = { ranges: [] };

/**
 * Reads `All Connections` or `SCTP 1-65535,TCP 80,443,UDP 53`, where a protocol holds for the ranges after it.
 *
 * @throws Error if it is written otherwise.
 */
export function parseConnections(text: string): Connections {
  if (text === ALL)
    return {
      ranges: (["TCP", "UDP", "SCTP"] as const).map((protocol) => ({
        protocol,
        first: FIRST_PORT,
        last: LAST_PORT,
      })),
    };
  let protocol: Protocol | undefined;
  const ranges = text.split(",").map((part) => {
    const read = /^(?:(?<named>TCP|UDP|SCTP) )?(?<first>\d+)(?:-(?<last>\d+))?$/.exec(part)?.groups;
    protocol = (read?.named as Protocol | undefined) ?? protocol;
    if (read === undefined || protocol === undefined)
      throw new Error(`no connections are written ${JSON.stringify(text)}`);
    const first = Number(read.first);
    return { protocol, first, last: Number(read.last ?? first) };
  });
  return { ranges };
}

export function allows({ ranges }: Connections, protocol: Protocol, port: number): boolean {
  return ranges.some((range) => range.protocol === protocol && range.first <= port && port <= range.last);
}
