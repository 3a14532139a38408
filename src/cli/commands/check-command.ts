import { counted } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { type SuiteItem, sizeOf } from "../../suite/index.ts";
import { InputError } from "../input-error.ts";
import { loadFiles } from "../loading/load-suite.ts";
import type { Terminal } from "../output/terminal.ts";

/** `netverdict check PATH...`: reads scenarios as `run` would, all of them, and creates nothing. */
export function checkCommand(paths: readonly string[], { stdout }: Terminal): number {
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
  return 0;
}

/** What a sound file holds: `guestbook: 4 pods, 3 steps, 45 cells`, or `12 scenarios, 340 cells`. */
function contents(items: readonly SuiteItem[]): string {
  const [first, second] = items;
  if (first === undefined || second !== undefined) return amount(items);
  const { name, pods } = first.scenario;
  const { steps, cells } = sizeOf(first.plan);
  return `${oneLine(name)}: ${counted(pods.length, "pod")}, ${counted(steps, "step")}, ${counted(cells, "cell")}`;
}

/** What the worlds of a file's scenarios lack of the manifests that they stand for: once each. */
function notesOf(items: readonly SuiteItem[]): readonly string[] {
  return [...new Set(items.flatMap(({ scenario }) => scenario.notes ?? []))];
}

function amount(items: readonly SuiteItem[]): string {
  const cells = items.reduce((sum, { plan }) => sum + sizeOf(plan).cells, 0);
  return `${counted(items.length, "scenario")}, ${counted(cells, "cell")}`;
}
