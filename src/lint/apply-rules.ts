import type { Inventory } from "../manifest/inventory.ts";
import { lineOf, objectKey, problemWith } from "../yaml/place.ts";
import { type Finding, type Levels, levelOf, type Severity } from "./finding.ts";
import { identityAt } from "./identity.ts";
import { ignoredAt } from "./ignore.ts";
import type { LintRule, RuleFinding } from "./lint-rule.ts";
import { RULES } from "./rules/index.ts";

/** A finding and the object that it is about, by `objectKey`. */
export interface ObjectFinding {
  readonly finding: Finding;
  readonly object: string;
}

/** What is looked at together. The policies of a test are odd on purpose; those of a scenario may follow each other. */
export interface LintWorld {
  readonly inventory: Inventory;
  readonly isScenario: boolean;
  readonly asTest: boolean;
  readonly levels: Levels;
}

/** What the rules find in a world, without what comments ignore. */
export function applyRules(world: LintWorld): readonly ObjectFinding[] {
  const { inventory, isScenario, asTest } = world;
  const isSilent = ({ inScenarios }: LintRule): boolean =>
    (asTest && inScenarios === "off") || (isScenario && inScenarios === "never");
  return RULES.filter((rule) => !isSilent(rule)).flatMap((rule) =>
    rule
      .check(inventory)
      .filter((found) => !isIgnored(rule.id, found))
      .map((found) => ({ finding: findingOf(rule, found, world), object: objectKey(found.place) })),
  );
}

function findingOf(rule: LintRule, found: RuleFinding, { asTest, levels }: LintWorld): Finding {
  const { place, at = "value", message, hint } = found;
  const own = levelOf(rule.id, levels) ?? found.severity ?? rule.severity;
  const severity: Severity = asTest && rule.inScenarios === "info" ? "info" : own;
  return { rule: rule.id, severity, ...problemWith(place, at, message, hint), ...identityAt(rule.id, place) };
}

/** A comment counts at the place itself, at the object's first line, and at its name. */
function isIgnored(id: string, { place, at = "value", message }: RuleFinding): boolean {
  const { line } = problemWith(place, at, message);
  const lines = [line, lineOf(place, place.root), lineOf(place, [...place.root, "metadata", "name"])];
  return lines.some((each) => ignoredAt(place.document.source, each).includes(id));
}
