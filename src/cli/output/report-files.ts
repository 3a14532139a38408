import { accessSync, constants, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Reporter, reporters } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { InputError } from "../input-error.ts";

export interface ReportFile {
  readonly reporter: Reporter;
  readonly path: string;
}

/** Reads one `FORMAT=FILE`. */
export function parseReportFile(text: string): ReportFile {
  const [format = "", ...rest] = text.split("=");
  const path = rest.join("=");
  const reporter = reporters.find(({ name }) => name === format);
  if (reporter === undefined || path === "") {
    const formats = reporters.map(({ name }) => name).join(", ");
    throw new InputError(`--report ${oneLine(text)}: write FORMAT=FILE, with a format among ${formats}`);
  }
  return { reporter, path };
}

/**
 * Looks whether every report file can be written before anything is measured, so that a wrong path is bad input and not
 * a lost verdict.
 */
export function checkReportFiles(files: readonly ReportFile[]): void {
  const taken = new Set<string>();
  for (const { path } of files) {
    const place = placeOf(path);
    if (taken.has(place)) throw new InputError(`cannot write two reports to one file: ${oneLine(path)}`);
    taken.add(place);
  }
}

/** What the path leads to, however it is written. */
function placeOf(path: string): string {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    const folder = realpathSync(dirname(path));
    accessSync(stats === undefined ? folder : path, constants.W_OK);
    if (stats === undefined) return join(folder, basename(path));
    refuseUnwritable(path, stats);
    return `${stats.dev} ${stats.ino}`;
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`cannot write the report: ${error instanceof Error ? error.message : error}`);
  }
}

function refuseUnwritable(path: string, stats: Stats): void {
  if (stats.isFile() || stats.isCharacterDevice() || stats.isFIFO()) return;
  const what = stats.isDirectory() ? "a directory" : "neither a file nor a pipe";
  throw new InputError(`cannot write the report: ${oneLine(path)} is ${what}`);
}
