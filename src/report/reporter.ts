import { type AnyReport, type ForAnyReport, ofAnyReport } from "./any-report.ts";

/**
 * A format of reports. It writes a text in pieces, since a report of a million cells is longer than a string may be; the
 * same pieces every time, each safe to show on a terminal.
 */
export interface Reporter extends ForAnyReport<Iterable<string>> {
  /** As `--report NAME=FILE` takes it. */
  readonly name: string;
  /** What it is for, in a few words. */
  readonly purpose: string;
  /** How the names of such files end: `.json`. */
  readonly suffix: string;
}

/** A report as one string. @throws RangeError if it is longer than a string may be. */
export function renderReport(reporter: Reporter, outcome: AnyReport): string {
  return [...ofAnyReport(outcome, reporter)].join("");
}
