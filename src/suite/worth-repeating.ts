import type { Report } from "../model/index.ts";
import type { SuiteItem } from "./item.ts";

/** Of those that were run, so many may have stayed unknown for want of a moment's time; of more, the cluster is the cause. */
const MOST = 0.5;

/**
 * The scenarios of a suite that are worth another try by themselves: beside others, it could not be found out what they come to.
 * None if that is so of most of what was run.
 */
export function worthRepeating(
  items: readonly SuiteItem[],
  reportOf: (item: SuiteItem) => Report | undefined,
): readonly SuiteItem[] {
  const verdictOf = (item: SuiteItem) => reportOf(item)?.verdict ?? "skipped";
  const run = items.filter((item) => verdictOf(item) !== "skipped");
  const unknown = run.filter((item) => verdictOf(item) === "unknown");
  return unknown.length <= mostRepeated(run.length) ? unknown : [];
}

/** How many of so many scenarios are run twice at most. */
export function mostRepeated(scenarios: number): number {
  return Math.floor(scenarios * MOST);
}
