import type { Outcome } from "./try-once.ts";

/** One row for each victim, hand and phase that was tried, as Markdown. */
export function table(outcomes: readonly Outcome[]): string {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const { victim, hand, phase } = outcome.trial;
    const key = `${victim} | ${hand} | ${phase}`;
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  const rows = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => `| ${key} | ${cells(group)} |`);
  return [
    "| victim | hand | phase | runs | right | unknown | ended | wrong | left | missed | worst s | deadline s |",
    `|${" --- |".repeat(12)}`,
    ...rows,
    `| all | | | ${cells(outcomes)} |`,
  ].join("\n");
}

function cells(group: readonly Outcome[]): string {
  const count = (isOne: (outcome: Outcome) => boolean) => group.filter(isOne).length;
  const slowest = group.reduce((a, b) => (b.elapsedMs / b.deadlineMs > a.elapsedMs / a.deadlineMs ? b : a));
  return [
    group.length,
    ...(["right", "unknown", "ended", "wrong"] as const).map((kind) => count((each) => each.kind === kind)),
    count(({ left }) => left.length > 0),
    count(({ isMissed }) => isMissed),
    (slowest.elapsedMs / 1000).toFixed(1),
    Math.round(slowest.deadlineMs / 1000),
  ].join(" | ");
}
