/** Every call and every message of a run before a fake API server, each damaged in every way. */
import { type FaultyRun, faultyRun } from "../../test/faults/faulty-run.ts";
import { CALLS, type CallKind, ofKind } from "./catalog/calls.ts";
import { LASTING, PASSING } from "./catalog/damages.ts";
import { STREAM_DAMAGES, WHOLE_STREAM_DAMAGES } from "./catalog/stream-damages.ts";
import { type Comparison, compareReports } from "./compare-reports.ts";
import type { NetworkFault } from "./proxy/network-fault.ts";
import type { Row } from "./table.ts";

/** One row for each damage, over all the places where it may strike. */
export async function* inProcessRows(): AsyncGenerator<Row> {
  const faultless = await faultyRun(undefined);
  for (const { name, faults, where } of [...callFaults(faultless), ...streamFaults(faultless)]) {
    const tried = [];
    for (const fault of faults) tried.push(await tryFault(fault, faultless));
    yield rowOf({ name, where }, tried);
  }
}

interface Damage {
  readonly name: string;
  readonly where: string;
  readonly faults: readonly NetworkFault[];
}

function callFaults({ calls }: FaultyRun): readonly Damage[] {
  const counted = CALLS.map((kind) => ({ kind, count: ofKind(kind, calls).length })).filter(
    ({ count }) => count > 0,
  );
  const fault = ({ method, path }: CallKind) => ({ kind: "call", method, path }) as const;
  const passing = PASSING.map(({ name, what }) => ({
    name,
    where: "once, at the first and at the last call of each kind",
    faults: counted.flatMap(({ kind, count }) =>
      [...new Set([1, count])].map((nth): NetworkFault => ({ ...fault(kind), nth, times: 1, what })),
    ),
  }));
  const lasting = LASTING.map(({ name, what }) => ({
    name,
    where: "to every call of a kind, each kind in turn",
    faults: counted.map(
      ({ kind }): NetworkFault => ({ ...fault(kind), nth: 1, times: Number.POSITIVE_INFINITY, what }),
    ),
  }));
  return [...passing, ...lasting];
}

/** Those to one probe pod and to one sentinel, each opened once; the others are like them. */
const STREAMS = /\/x\/pods\/a\/exec$|\/sentinel-1\/exec$/;

function streamFaults({ streams }: FaultyRun): readonly Damage[] {
  const first = streams.filter(({ path }) => STREAMS.test(path));
  const fault = (path: string) =>
    ({ kind: "stream", path: new RegExp(`${path}$`), nth: 1, times: 1 }) as const;
  const single = STREAM_DAMAGES.map(({ name, direction, what }) => ({
    name,
    where: "at each message of a probe pod's and of a sentinel's stream",
    faults: first.flatMap(({ path, messages }) =>
      messages[direction].map((_, after): NetworkFault => ({ ...fault(path), direction, after, what })),
    ),
  }));
  const whole = WHOLE_STREAM_DAMAGES.map(({ name, direction, what }) => ({
    name,
    where: "a probe pod's and a sentinel's stream",
    faults: first.map(({ path }): NetworkFault => ({ ...fault(path), direction, after: 0, what })),
  }));
  return [...single, ...whole];
}

interface TriedFault {
  readonly run: FaultyRun;
  readonly comparison: Comparison;
}

async function tryFault(fault: NetworkFault, faultless: FaultyRun): Promise<TriedFault> {
  const run = await faultyRun(fault);
  return { run, comparison: comparisonOf(run, faultless) };
}

/** Nothing measured is as good as every cell unknown, for the reason that was given. */
export function comparisonOf(run: FaultyRun, { report: faultless }: FaultyRun): Comparison {
  if (faultless === undefined) throw new Error("the run without a fault has no report");
  if (run.report !== undefined) return compareReports(faultless, run.report);
  const unknown = faultless.steps.reduce((sum, { cells }) => sum + cells.length, 0);
  return { right: 0, unknown, wrong: [], causes: [run.error?.message ?? ""] };
}

/** Whether a run that leaves something says how to remove it. */
function namesCommand({ report, error }: FaultyRun): boolean {
  return [...(report?.findings ?? []), error?.message ?? ""].some((text) => text.includes("netverdict gc "));
}

function rowOf({ name, where }: Pick<Damage, "name" | "where">, tried: readonly TriedFault[]): Row {
  const sum = (of: (one: TriedFault) => number) => tried.reduce((total, one) => total + of(one), 0);
  const left = tried.filter(({ run }) => run.left.length > 0);
  const causes = tried.flatMap(({ comparison }) => comparison.causes);
  const silent = left.filter(({ run }) => !namesCommand(run));
  const wrong = [
    ...tried.flatMap(({ comparison }) => comparison.wrong),
    ...silent.map(({ run }) => `it did not say how to remove ${run.left.join(", ")}`),
  ];
  return {
    fault: name,
    where,
    runs: tried.length,
    right: sum(({ comparison }) => comparison.right),
    unknown: sum(({ comparison }) => comparison.unknown),
    wrong: wrong.length,
    left: left.length === 0 ? "nothing" : `something in ${left.length} runs`,
    seconds: `${Math.round(Math.max(...tried.map(({ run }) => run.ms)) / 1000)}`,
    exitCodes: [],
    sentence: wrong[0] ?? causes[0] ?? "measured as without the fault",
  };
}
