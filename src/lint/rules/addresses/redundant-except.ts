import { blocksOf } from "../../analysis/blocks.ts";
import { isInside, parseNetwork } from "../../analysis/ip-range.ts";
import type { LintRule } from "../../lint-rule.ts";

export const redundantExcept: LintRule = {
  id: "redundant-except",
  severity: "warning",
  summary: "an except lies within another except of the same block",
  docs: "Every except is left out of the block, so that one within another changes nothing.",
  inScenarios: "info",
  check: ({ policies }) =>
    policies.flatMap(blocksOf).flatMap(({ cidrs: [, ...holes] }) =>
      holes.flatMap(({ cidr, place }, index) => {
        const other = holes.find((each, at) => at !== index && isRedundant(cidr, each.cidr, at < index));
        if (other === undefined) return [];
        return [
          {
            place,
            message: `${cidr} is left out by ${other.cidr} already`,
            hint: "remove it, or correct it",
          },
        ];
      }),
    ),
};

/** Of two equal ones the later is redundant. */
function isRedundant(narrow: string, wide: string, isEarlier: boolean): boolean {
  const [inner, outer] = [parseNetwork(narrow), parseNetwork(wide)];
  if (inner === undefined || outer === undefined || !isInside(inner, outer)) return false;
  return isEarlier || !isInside(outer, inner);
}
