import type { ClusterLimits } from "../../cluster/port.ts";
import { runLimits } from "../../measure/index.ts";
import type { Requirement } from "../../model/index.ts";
import { columns, counted } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { latestEndMs, type SuiteItem } from "../../suite/index.ts";

/** What would be run, a line for each scenario, how much that is, and when it has ended at the latest. */
export function listScenarios(items: readonly SuiteItem[], limits: ClusterLimits, jobs: number): string {
  const sizes = items.map(({ size }) => size.cells);
  const rows = items.map(({ id, scenario }, index) => [
    oneLine(id),
    oneLine(scenario.name),
    scenario.tags.map(oneLine).join(", "),
    scenario.requires.map(requirementText).join(", "),
    `${sizes[index]}`,
  ]);
  const total = sizes.reduce((sum, cells) => sum + cells, 0);
  const limitOf = ({ scenario, size }: SuiteItem) => runLimits(scenario, limits, size).totalMs;
  const latestEnd = Math.ceil(latestEndMs(items, jobs, limitOf) / 1000);
  return [
    ...columns([["id", "name", "tags", "requires", "cells"], ...rows]),
    "",
    `${counted(items.length, "scenario")}, ${counted(total, "cell")}; ends within ${latestEnd} s at the latest`,
    "",
  ].join("\n");
}

/** As `requires` writes it. */
function requirementText(requirement: Requirement): string {
  return requirement.feature === "nodes" ? `nodes>=${requirement.atLeast}` : requirement.feature;
}
