import { writeFileSync } from "node:fs";
import type { Report } from "../model/index.ts";
import { reporters } from "../report/index.ts";
import { InputError } from "./input-error.ts";

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
 * Opens every report file before anything is measured, so that a path that cannot be written is bad input and not a
 * lost verdict.
 */
export function claimReportFiles(files: readonly ReportFile[]): void {
  for (const { path } of files) {
    try {
      writeFileSync(path, "", { flag: "a" });
    } catch (error) {
      throw new InputError(`cannot write the report: ${error instanceof Error ? error.message : error}`);
    }
  }
}

export function writeReportFiles(files: readonly ReportFile[], report: Report): void {
  for (const { format, path } of files) writeFileSync(path, reporters[format](report));
}
