import { z } from "zod";
import type { ExpectedMatrix, Pod, Rule } from "../model/index.ts";
import { readFields } from "./read-shape.ts";
import { checkRule, expandRule } from "./rule-check.ts";
import { parseRule } from "./rule-text.ts";
import { list } from "./shape.ts";
import type { Spot } from "./spot.ts";
import { readTables } from "./truth-table.ts";
import type { World } from "./world.ts";

const EXPECT = {
  default: z.enum(["allow", "deny", "any"]).optional(),
  rules: list(z.unknown(), (written) => `write a list: [${JSON.stringify(written)}]`).optional(),
  table: z.record(z.string(), z.unknown()).optional(),
};

/** What a step expects: tables first, then rules, so that a rule may override a table. `pods` have the step's labels. */
export function readExpect(spot: Spot, world: World, pods: readonly Pod[]): ExpectedMatrix {
  const { default: otherwise = "allow", rules = [] } = readFields(spot, EXPECT);
  const fromTables = readTables(spot.child("table"), world);
  const fromRules = rules.flatMap((_, index) => readRule(spot.child("rules", index), world, pods));
  return { default: otherwise, rules: [...fromTables, ...fromRules] };
}

function readRule(spot: Spot, world: World, pods: readonly Pod[]): readonly Rule[] {
  if (typeof spot.value !== "string") {
    spot.problem(
      `${spot.label} must be text`,
      "a rule is written: deny x/a -> x/b:80; quote it if YAML reads it otherwise",
    );
    return [];
  }
  const complain = (index: number, message: string, hint?: string) =>
    spot.problemWithin(index, message, hint);
  const rule = parseRule(spot.value, complain);
  if (rule === undefined) return [];
  checkRule(rule, world, pods, complain);
  return expandRule(rule);
}
