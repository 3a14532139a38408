import type { Report } from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { reportBrief } from "../words/brief.ts";
import { counted } from "../words/tally.ts";

/** `s-14 was run once more, alone: the first time 3 cells were unknown: x/a -> y/b:80: …`. */
export function repeatedNote(id: string, first: Report): string {
  const unknown = counted(first.totals.unknown, "cell");
  const were = first.totals.unknown === 1 ? "was" : "were";
  return `${oneLine(id)} was run once more, alone: the first time ${unknown} ${were} unknown: ${reportBrief(first)}`;
}
