import { type Connections, parseConnections } from "./connections.ts";

/** A workload as np-guard names it: `shop/web` and its kind. */
export interface NamedWorkload {
  readonly ref: string;
  readonly kind: string;
}

/** What np-guard expects between two workloads; a pair that it does not print has no connections. */
export interface ExpectedPair {
  readonly source: NamedWorkload;
  readonly target: NamedWorkload;
  readonly connections: Connections;
}

const LINE = /^(?<source>\S+?)\[(?<from>\w+)\] => (?<target>\S+?)\[(?<to>\w+)\] : (?<connections>.+)$/;

/**
 * Reads lines like `shop/web[Deployment] => shop/db[StatefulSet] : TCP 5432`. Left out are ends that are no workloads:
 * ranges of addresses, which are printed as `10.0.0.0-10.0.0.255[External]`, and `{ingress-controller}`.
 *
 * @throws Error for a line that is neither.
 */
export function parsePairs(text: string): readonly ExpectedPair[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "" && !/\[External\]|\{ingress-controller\}/.test(line))
    .map(parseLine);
}

function parseLine(line: string): ExpectedPair {
  const { source, from, target, to, connections } = LINE.exec(line)?.groups ?? {};
  if (!source || !from || !target || !to || !connections)
    throw new Error(`not understood: ${JSON.stringify(line)}`);
  return {
    source: { ref: source, kind: from },
    target: { ref: target, kind: to },
    connections: parseConnections(connections),
  };
}
