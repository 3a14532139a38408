import type { JsonReport } from "../../src/report/index.ts";
import { caseIds, idOf } from "./case-ids.ts";
import type { PeerCase, PeerStep } from "./peer-output.ts";

type JsonStep = JsonReport["steps"][number];
type JsonCell = JsonStep["cells"][number];

/** A cell about which the two tools differ. `number` is cyclonus' and counts from 1, like `step`. */
export interface Difference {
  readonly number: number;
  readonly id: string;
  readonly step: number;
  readonly cell: string;
  readonly peer: string;
  readonly ours: string;
  /** Both are as their own tool expected: the policy means different cells, since pods have other addresses in each run. */
  readonly asExpected: boolean;
}

export interface Comparison {
  readonly cases: readonly {
    readonly number: number;
    readonly id: string;
    readonly title: string;
    readonly cells: number;
  }[];
  readonly differences: readonly Difference[];
  /** What could not be compared, in sentences. */
  readonly missing: readonly string[];
}

/** Compares what was measured, cell by cell. A pod's flows to itself, which our reports have not, are left out. */
export function compareCells(
  { planned, cases }: { readonly planned: number; readonly cases: readonly PeerCase[] },
  reports: readonly JsonReport[],
): Comparison {
  const ids = caseIds(planned);
  const byId = new Map(reports.map((report) => [idOf(report.scenario), report]));
  const compared = cases.map((peer) => compareCase(peer, ids[peer.number - 1] ?? "?", byId));
  return {
    cases: compared.map(({ number, id, title, cells }) => ({ number, id, title, cells })),
    differences: compared.flatMap(({ differences }) => differences),
    missing: compared.flatMap(({ missing }) => missing),
  };
}

function compareCase(
  { number, title, steps }: PeerCase,
  id: string,
  reports: ReadonlyMap<string | undefined, JsonReport>,
) {
  const report = reports.get(id);
  if (report === undefined || report.steps.length < steps.length) {
    const reason = report === undefined ? "has no report" : "has fewer steps in the report";
    return { number, id, title, cells: 0, differences: [], missing: [`${id} (#${number}) ${reason}`] };
  }
  const ours = report.steps.slice(-steps.length);
  const compared = steps.map((peer, index) => compareStep(peer, ours[index]?.cells ?? []));
  return {
    number,
    id,
    title,
    cells: compared.reduce((sum, { cells }) => sum + cells, 0),
    differences: compared.flatMap(({ differences }, index) =>
      differences.map((difference) => ({ number, id, step: index + 1, ...difference })),
    ),
    missing: compared.flatMap(({ absent }, index) =>
      absent.map((cell) => `${id} (#${number}) step ${index + 1}: ${cell} is in one of the two only`),
    ),
  };
}

function compareStep({ expected, actual }: PeerStep, cells: readonly JsonCell[]) {
  const ours = new Map(cells.map((cell) => [cell.name.replace(/ over ipv4$/, ""), cell]));
  const theirs = [...actual].filter(([name]) => !isLoopback(name));
  const both = theirs.flatMap(([name, mark]) => {
    const cell = ours.get(name);
    return cell === undefined ? [] : [{ name, mark, cell }];
  });
  const differences = both.flatMap(({ name, mark, cell }) => {
    const outcome = cell.observed.outcome === "reachable" ? "." : "X";
    if (mark === outcome && cell.observed.outcome !== "probe-failed") return [];
    const asExpected = mark === expected.get(name) && cell.verdict === "pass";
    return [{ cell: name, peer: mark, ours: cell.observed.outcome, asExpected }];
  });
  const absent = theirs.map(([name]) => name).filter((name) => !ours.has(name));
  return { cells: both.length, differences, absent };
}

function isLoopback(name: string): boolean {
  const [source, rest = ""] = name.split(" -> ");
  return rest.startsWith(`${source}:`);
}
