import type { Surroundings } from "../manifest/inventory.ts";
import { lineOf, objectKey, problemWith } from "../yaml/place.ts";
import type { Finding, Severity } from "./finding.ts";
import { ignoredAt } from "./ignore.ts";
import type { LintRule, Remark } from "./lint-rule.ts";
import { RULES } from "./rules/index.ts";

/** A finding and the object that it is about, by `objectKey`. */
export interface Judged {
  readonly finding: Finding;
  readonly object: string;
}

/**
 * What the rules find in surroundings, without what comments ignore.
 *
 * @param all - look at the policies of scenarios as at any others.
 */
export function judge(surroundings: Surroundings, all: boolean): readonly Judged[] {
  const asTest = surroundings.complete && !all;
  return RULES.filter(({ inScenarios }) => !asTest || inScenarios !== "off").flatMap((rule) =>
    rule
      .check(surroundings)
      .filter((remark) => !isIgnored(rule.id, remark))
      .map((remark) => ({ finding: findingOf(rule, remark, asTest), object: objectKey(remark.place) })),
  );
}

function findingOf(rule: LintRule, remark: Remark, asTest: boolean): Finding {
  const { place, at = "value", message, hint } = remark;
  const own = remark.severity ?? rule.severity;
  const severity: Severity = asTest && rule.inScenarios === "info" ? "info" : own;
  return { rule: rule.id, severity, ...problemWith(place, at, message, hint) };
}

/** A comment counts at the place itself, at the object's first line, and at its name. */
function isIgnored(id: string, { place, at = "value", message }: Remark): boolean {
  const { line } = problemWith(place, at, message);
  const lines = [line, lineOf(place, place.root), lineOf(place, [...place.root, "metadata", "name"])];
  return lines.some((each) => ignoredAt(place.document.source, each).includes(id));
}
