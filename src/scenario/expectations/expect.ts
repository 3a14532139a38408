import { z } from "zod";
import { EXPECTATIONS, type ExpectedMatrix, type Rule } from "../../model/index.ts";
import type { Field } from "../../yaml/field.ts";
import { readFields } from "../../yaml/read-shape.ts";
import { judgedEach, judgedLater, list } from "../../yaml/shape.ts";
import type { World } from "../world/world.ts";
import { checkRule, expandRule } from "./rule-check.ts";
import { parseRule } from "./rule-text.ts";
import { readTables } from "./truth-table.ts";

const RULE = z
  .string()
  .regex(/^\s*(allow|deny|drop|reject|any|predicted)\s[\s\S]*->/)
  .describe("deny x/a, y/* -> x/b:80/TCP via cluster-ip over ipv6. Later rules win.");

const TABLE = z
  .string()
  .describe(
    'Targets in the first line, then a line for each source: "." allow, "X" deny, "?" any, "-" no cell.',
  );

export const EXPECT = {
  default: z
    .enum(EXPECTATIONS)
    .optional()
    .describe("What is expected of cells of which nothing else is said; allow if left out."),
  rules: list(judgedLater(RULE), (written) => `write a list: [${JSON.stringify(written)}]`)
    .optional()
    .describe("Read from top to bottom; later ones win."),
  table: judgedEach(z.string().regex(/^(TCP|UDP|SCTP)\/\d+$/), TABLE)
    .optional()
    .describe("A truth table for each PROTOCOL/PORT. Rules override them."),
};

/** What a step expects: tables first, then rules: a rule may override a table. */
export function readExpect(field: Field, world: World): ExpectedMatrix {
  const { default: otherwise = "allow", rules = [] } = readFields(field, EXPECT);
  const fromTables = readTables(field.child("table"), world);
  const fromRules = rules.flatMap((_, index) => readRule(field.child("rules", index), world));
  return { default: otherwise, rules: [...fromTables, ...fromRules] };
}

function readRule(field: Field, world: World): readonly Rule[] {
  if (typeof field.value !== "string") {
    field.problem(
      `${field.label} must be text`,
      "a rule is written: deny x/a -> x/b:80; quote it if YAML reads it otherwise",
    );
    return [];
  }
  const report = (index: number, message: string, hint?: string) => field.problemWithin(index, message, hint);
  const rule = parseRule(field.value, report);
  if (rule === undefined) return [];
  checkRule(rule, world, report);
  return expandRule(rule);
}
