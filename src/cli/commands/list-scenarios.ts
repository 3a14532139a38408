import type { Requirement } from "../../model/index.ts";
import { columns, counted } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import type { SuiteItem } from "../../suite/index.ts";

/** What would be run, a line for each scenario, and how much that is. */
export function listScenarios(items: readonly SuiteItem[]): string {
  const sizes = items.map(({ size }) => size.cells);
  const rows = items.map(({ id, scenario }, index) => [
    oneLine(id),
    oneLine(scenario.name),
    scenario.tags.map(oneLine).join(", "),
    scenario.requires.map(requirementText).join(", "),
    `${sizes[index]}`,
  ]);
  const total = sizes.reduce((sum, cells) => sum + cells, 0);
  return [
    ...columns([["id", "name", "tags", "requires", "cells"], ...rows]),
    "",
    `${counted(items.length, "scenario")}, ${counted(total, "cell")}`,
    "",
  ].join("\n");
}

/** As `requires` writes it. */
function requirementText(requirement: Requirement): string {
  return requirement.feature === "nodes" ? `nodes>=${requirement.atLeast}` : requirement.feature;
}
