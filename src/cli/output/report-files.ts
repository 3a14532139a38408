import { accessSync, constants, existsSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Outcome, reporters } from "../../report/index.ts";
import { InputError } from "../input-error.ts";

export interface ReportFile {
  readonly format: keyof typeof reporters;
  readonly path: string;
}

/** Reads one `FORMAT=FILE`. */
export function parseReportFile(text: string): ReportFile {
  const [format = "", ...rest] = text.split("=");
  const path = rest.join("=");
  if (!isFormat(format) || path === "") {
    const formats = Object.keys(reporters).join(", ");
    throw new InputError(`--report ${text}: write FORMAT=FILE, with a format among ${formats}`);
  }
  return { format, path };
}

function isFormat(text: string): text is ReportFile["format"] {
  return Object.hasOwn(reporters, text);
}

/**
 * Looks whether every report file can be written before anything is measured, so that a wrong path is bad input and not
 * a lost verdict.
 */
export function checkReportFiles(files: readonly ReportFile[]): void {
  for (const { path } of files) {
    try {
      accessSync(existsSync(path) ? path : dirname(path), constants.W_OK);
    } catch (error) {
      throw new InputError(`cannot write the report: ${error instanceof Error ? error.message : error}`);
    }
    if (existsSync(path) && statSync(path).isDirectory())
      throw new InputError(`cannot write the report: ${path} is a directory`);
  }
}

export function writeReportFiles(files: readonly ReportFile[], outcome: Outcome): void {
  for (const { format, path } of files) writeFileSync(path, reporters[format](outcome));
}
