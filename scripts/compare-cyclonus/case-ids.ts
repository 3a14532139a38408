/** A group of cases, `CY-P1.1` to `CY-P1.20`: the text before the number, and the first and the last number. */
type Group = readonly [prefix: string, first: number, last: number];

const UP_TO_ONE_PEER: readonly Group[] = [
  ["CY-T", 1, 6],
  ["CY-R", 1, 4],
  ["CY-P0.", 1, 2],
  ["CY-P1.", 1, 20],
];

const TWO_PORTS: Group = ["CY-PT2.", 1, 14];

const ACTIONS_AND_CONFLICTS: readonly Group[] = [
  ["CY-A", 1, 6],
  ["CY-C", 1, 16],
];

/** The 112 cases of cyclonus' default run, which leaves out ranges of ports: groups of ours in the order of its numbers. */
const DEFAULT_RUN: readonly Group[] = [
  ...UP_TO_ONE_PEER,
  ["CY-PT0.", 1, 2],
  ["CY-PT1.", 1, 18],
  ["CY-PT1p.", 1, 3],
  ["CY-PT1.", 25, 42],
  ["CY-PT1p.", 4, 6],
  TWO_PORTS,
  ...ACTIONS_AND_CONFLICTS,
];

/** All 230 cases, which `cyclonus generate --exclude ""` runs. */
const WHOLE_RUN: readonly Group[] = [
  ...UP_TO_ONE_PEER,
  ["CY-P2.", 1, 90],
  ["CY-PT0.", 1, 2],
  ["CY-PT1.", 1, 24],
  ["CY-PT1p.", 1, 3],
  ["CY-PT1.", 25, 48],
  ["CY-PT1p.", 4, 6],
  TWO_PORTS,
  ["CY-EX", 1, 1],
  ...ACTIONS_AND_CONFLICTS,
  ["CY-N", 1, 2],
  ["CY-U", 1, 13],
];

/** Our ids of a run's cases, the first for its case #1. The default run if there are 112 cases, else the whole one. */
export function caseIds(cases: number): readonly string[] {
  const run = [DEFAULT_RUN, WHOLE_RUN].map(idsOf).find((ids) => ids.length === cases);
  if (run === undefined) throw new Error(`cyclonus runs 112 or 230 cases, not ${cases}`);
  return run;
}

function idsOf(groups: readonly Group[]): readonly string[] {
  return groups.flatMap(([prefix, first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index) => `${prefix}${first + index}`),
  );
}

/** The id at the beginning of a scenario's name: `CY-P1.3` of `CY-P1.3: ingress for every namespace`. */
export function idOf(scenario: string): string | undefined {
  return /^(?<id>CY-[A-Z]+[0-9a-z.]+):/.exec(scenario)?.groups?.id;
}
