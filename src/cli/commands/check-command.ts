import { counted, duration } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import type { SuiteItem } from "../../suite/index.ts";
import { InputError } from "../input-error.ts";
import { checkSize, isLong, totalSize } from "../loading/check-size.ts";
import { loadFiles } from "../loading/load-suite.ts";
import type { Terminal } from "../output/terminal.ts";

/** The flags of `netverdict check`, as commander hands them over. */
export interface CheckFlags {
  readonly maxCells?: number;
}

/**
 * `netverdict check PATH...`: reads scenarios as `run` would, all of them, and creates nothing.
 *
 * @throws InputError with every problem, or if there are more cells than `run` would take on.
 */
export function checkCommand(
  paths: readonly string[],
  { maxCells }: CheckFlags,
  { stdout }: Terminal,
): number {
  const files = loadFiles(paths);
  const sound: SuiteItem[] = [];
  const problems: string[] = [];
  for (const { file, loaded } of files) {
    if ("problem" in loaded) problems.push(loaded.problem);
    else {
      if (loaded.notes !== "") stdout.write(`${loaded.notes}\n`);
      stdout.write(`${oneLine(file.path)}: ${contents(loaded.items)}\n`);
      for (const note of notesOf(loaded.items)) stdout.write(`  note: ${oneLine(note)}\n`);
      sound.push(...loaded.items);
    }
  }
  if (files.length > 1) stdout.write(`${counted(files.length, "file")}: ${amount(sound)}\n`);
  if (problems.length > 0) throw new InputError(problems.join("\n\n"));
  checkSize(sound, paths, maxCells);
  return 0;
}

/** What a sound file holds: `guestbook: 4 pods, 3 steps, 45 cells`, or `12 scenarios, 340 cells`. */
function contents(items: readonly SuiteItem[]): string {
  const [first, second] = items;
  if (first === undefined || second !== undefined) return amount(items);
  const { scenario, size } = first;
  const amounts = [counted(scenario.pods.length, "pod"), counted(size.steps, "step"), cellsIn(items)];
  return `${oneLine(scenario.name)}: ${amounts.join(", ")}`;
}

/** What the worlds of a file's scenarios lack of the manifests that they stand for: once each. */
function notesOf(items: readonly SuiteItem[]): readonly string[] {
  return [...new Set(items.flatMap(({ scenario }) => scenario.notes ?? []))];
}

function amount(items: readonly SuiteItem[]): string {
  return `${counted(items.length, "scenario")}, ${cellsIn(items)}`;
}

/** `340 cells`, and how long measuring them takes where that is long. */
function cellsIn(items: readonly SuiteItem[]): string {
  const { cells, estimatedMs } = totalSize(items);
  return `${counted(cells, "cell")}${isLong(estimatedMs) ? `, about ${duration(estimatedMs)}` : ""}`;
}
