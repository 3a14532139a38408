import type { Plan } from "../model/index.ts";
import { problemWith, within } from "../yaml/place.ts";
import type { Problem } from "../yaml/problem.ts";
import { type DeviationEntry, type DeviationFile, subjectOf } from "./deviation-file.ts";
import { withDeviations } from "./in-plan.ts";
import type { KnownOf } from "./mark-cells.ts";
import { hasParameters, isOfFile, type NamedScenario } from "./scenario-name.ts";

/** A scenario of which something may be known. */
interface KnownScenario {
  readonly file: string;
  readonly plan: Plan;
}

/** Scenarios whose plans know their deviations, how many entries are about any of them, and what is wrong with entries. */
interface Knowing<Item> {
  readonly items: readonly Item[];
  readonly entries: number;
  readonly problems: readonly Problem[];
}

/**
 * Tells scenarios what a file knows of them. What it says of others is passed over, but not what it says of scenarios that a
 * file of them does not have.
 *
 * @param isExpected - whether the deviations have to be there and fail nothing; otherwise failures name them.
 */
export function knowingDeviations<Item extends KnownScenario>(
  items: readonly Item[],
  file: DeviationFile,
  isExpected: boolean,
): Knowing<Item> {
  const knownOf = knowing(file, isExpected);
  const used = new Set<DeviationEntry>();
  const problems: Problem[] = [];
  const informed = items.map((item) => {
    const entries = file.entries.filter((entry) => isAbout(entry, item));
    if (entries.length === 0) return item;
    for (const entry of entries) used.add(entry);
    const found = withDeviations(item.plan, entries, knownOf);
    problems.push(...found.problems);
    return { ...item, plan: found.plan };
  });
  const unused = file.entries.filter((entry) => !used.has(entry));
  return { items: informed, entries: used.size, problems: [...problems, ...unknownScenarios(unused, items)] };
}

function knowing(file: DeviationFile, isExpected: boolean): KnownOf {
  const plugin = subjectOf(file);
  return ({ observed, why, evidence, varies }, where) => ({
    plugin,
    where,
    observed,
    why,
    evidence,
    ...(varies === undefined ? {} : { varies }),
    isExpected,
  });
}

function isAbout({ scenario }: DeviationEntry, item: KnownScenario): boolean {
  const named = nameable(item);
  return isOfFile(scenario, named) && hasParameters(scenario, named);
}

function unknownScenarios(
  unused: readonly DeviationEntry[],
  items: readonly KnownScenario[],
): readonly Problem[] {
  return unused
    .filter(({ scenario }) => items.some((item) => isOfFile(scenario, nameable(item))))
    .map(({ place, scenario }) => {
      const message = `there is no scenario ${JSON.stringify(scenario)} among those of its file`;
      return problemWith(within(place, "scenario"), "value", message);
    });
}

function nameable({ file, plan }: KnownScenario): NamedScenario {
  return { file, parameters: plan.parameters };
}
