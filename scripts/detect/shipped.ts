import { loadSuite } from "../../src/cli/loading/load-suite.ts";
import type { SuiteItem } from "../../src/suite/index.ts";

/** @throws Error if nothing is shipped under `folder/id`, such as `recipes/r-01-deny-all-to-an-app`. */
export function shippedScenario(name: string): SuiteItem {
  const [, path = "", id = ""] = /^(.+\/([^[]+))/.exec(name) ?? [];
  const items = loadSuite([`scenarios/${path}.yaml`], process);
  const wanted = name.slice(name.indexOf(id));
  const item = items.find((each) => each.id === wanted);
  if (item !== undefined) return item;
  throw new Error(`there is no ${wanted}, only ${items.map((each) => each.id).join(", ")}`);
}

const read = new Map<string, readonly SuiteItem[]>();

/** The scenarios of a folder of those that are shipped; those with the fewest cells come first. */
export function shippedSuite(suite: string): readonly SuiteItem[] {
  const items = read.get(suite) ?? loadSuite([`scenarios/${suite}`], process);
  read.set(suite, items);
  return items.toSorted((a, b) => cellsOf(a) - cellsOf(b));
}

function cellsOf({ plan }: SuiteItem): number {
  return plan.steps.reduce((sum, { task }) => sum + task.flows.length, 0);
}

/** With a shorter grace period, except where a matrix is to be held for long. */
export function hasty(item: SuiteItem, settleMs: number): SuiteItem {
  const { timeouts } = item.plan;
  if (timeouts.hold > 2) return item;
  const shorter = Math.min(settleMs, timeouts.settleMs);
  return { ...item, plan: { ...item.plan, timeouts: { ...timeouts, settleMs: shorter } } };
}
