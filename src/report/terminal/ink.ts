import picocolors from "picocolors";
import type { Verdict } from "../../model/index.ts";
import type { Mark } from "../matrix/mark.ts";

/** Colours, or none: what matters is always said in words or marks too. */
export interface Ink {
  verdict(verdict: Verdict, text: string): string;
  mark(mark: Mark): string;
  alarm(text: string): string;
  heading(text: string): string;
  faint(text: string): string;
}

export function ink(color: boolean): Ink {
  const colors = picocolors.createColors(color);
  const ofVerdict: Readonly<Record<Verdict, (text: string) => string>> = {
    pass: colors.green,
    fail: colors.red,
    xpass: colors.red,
    flaky: colors.yellow,
    unknown: colors.yellow,
    "known-deviation": colors.dim,
    xfail: colors.dim,
    skipped: colors.dim,
  };
  return {
    verdict: (verdict, text) => ofVerdict[verdict](text),
    mark: ({ text, tone }) => (tone === "faint" ? colors.dim(text) : ofVerdict[tone](text)),
    alarm: (text) => colors.bold(colors.red(text)),
    heading: colors.bold,
    faint: colors.dim,
  };
}
