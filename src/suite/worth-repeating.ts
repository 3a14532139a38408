import type { Report } from "../model/index.ts";
import type { SuiteItem } from "./item.ts";

/** Of those that were measured, so many may have stayed unknown for want of a moment's time; of more, the cluster is the cause. */
const MOST = 0.5;

/**
 * The scenarios of a suite that are worth another try by themselves: they were measured, beside others, and it is not known
 * what they would have come to. None if that is so of most of what was measured.
 */
export function worthRepeating(
  items: readonly SuiteItem[],
  reportOf: (item: SuiteItem) => Report | undefined,
): readonly SuiteItem[] {
  const measured = items.filter((item) => reportOf(item)?.steps.some(({ rounds }) => rounds > 0));
  const unknown = measured.filter((item) => isUnknown(reportOf(item)));
  return unknown.length <= mostRepeated(measured.length) ? unknown : [];
}

/** How many of so many scenarios are run twice at most. */
export function mostRepeated(scenarios: number): number {
  return Math.floor(scenarios * MOST);
}

function isUnknown(report: Report | undefined): boolean {
  return report?.verdict === "unknown";
}
