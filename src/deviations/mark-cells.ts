import {
  type CellPattern,
  type Flow,
  flowName,
  type KnownDeviation,
  mayDecide,
  type Parties,
} from "../model/index.ts";
import { type Place, problemWith, whereOf } from "../yaml/place.ts";
import type { Report } from "../yaml/problem.ts";
import type { DeviatingCells, DeviationEntry } from "./deviation-file.ts";

/** What reports are told of an entry's cells; `where` they are listed. */
export type KnownOf = (entry: DeviationEntry, where: string) => KnownDeviation;

/** The entries of a step, and where problems with them go. */
interface Marking {
  readonly entries: readonly DeviationEntry[];
  readonly knownOf: KnownOf;
  /** What is known of the step's flows already. */
  readonly before: readonly (KnownDeviation | undefined)[];
  readonly report: Report;
}

/** What is known of each flow of a step. Cells that the step does not have, and such as are listed twice, are reported. */
export function markCells(
  flows: readonly Flow[],
  parties: Parties,
  { entries, knownOf, before, report }: Marking,
): readonly (KnownDeviation | undefined)[] {
  const marks: (KnownDeviation | undefined)[] = flows.map((_, index) => before[index]);
  for (const entry of entries)
    for (const cells of entry.cells) {
      const known = knownOf(entry, whereOf(cells.place));
      for (const index of meant(cells, flows, parties, report)) {
        reportTwice(marks[index], flows[index], cells.place, report);
        marks[index] = known;
      }
    }
  return marks;
}

/** The places of the flows that a text means. Each of its sources and targets has to mean some. */
function meant(
  { patterns, place, text }: DeviatingCells,
  flows: readonly Flow[],
  parties: Parties,
  report: Report,
): readonly number[] {
  const places = new Set<number>();
  const [sources, targets] = [new Map<string, boolean>(), new Map<string, boolean>()];
  for (const pattern of patterns) {
    const found = flows.flatMap((flow, index) => (mayDecide(pattern, flow, parties) ? [index] : []));
    for (const index of found) places.add(index);
    for (const [side, key] of [
      [sources, JSON.stringify(pattern.source)],
      [targets, targetKey(pattern)],
    ] as const)
      side.set(key, side.get(key) === true || found.length > 0);
  }
  const isWhole = [...sources.values(), ...targets.values()].every(Boolean);
  if (!isWhole) report(problemWith(place, "value", nothingMeant(places.size, text)));
  return [...places];
}

function targetKey({ source: _, ...target }: CellPattern): string {
  return JSON.stringify(target);
}

function nothingMeant(found: number, text: string): string {
  const what = JSON.stringify(text);
  return found === 0
    ? `the step has no cell ${what}`
    : `the step has cells of ${what}, but not of each source and target`;
}

function reportTwice(
  earlier: KnownDeviation | undefined,
  flow: Flow | undefined,
  place: Place,
  report: Report,
): void {
  if (earlier === undefined || flow === undefined) return;
  report(problemWith(place, "value", `${flowName(flow)} is listed twice`, `first in ${earlier.where}`));
}
