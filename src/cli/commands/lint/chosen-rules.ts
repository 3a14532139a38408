import { ALL_RULES, type LintOptions } from "../../../lint/index.ts";
import { oneLine } from "../../../safe-text/index.ts";
import { suggest } from "../../../yaml/suggest.ts";
import type { LintConfig } from "../../config/parse-config.ts";
import { InputError } from "../../input-error.ts";

/** Which rules are to speak, and how loudly. */
export type ChosenRules = Required<Pick<LintOptions, "only" | "ignore" | "levels">>;

/**
 * What `--rule`, `--ignore` and the configuration say of rules: one that is asked for speaks even if the configuration
 * turns it off.
 *
 * @throws InputError for a rule that there is not.
 */
export function chosenRules(
  flags: { readonly rule?: readonly string[]; readonly ignore?: readonly string[] },
  { rules = {} }: LintConfig,
): ChosenRules {
  const [only, ignore] = [rulesIn(flags.rule, "--rule"), rulesIn(flags.ignore, "--ignore")];
  const levels = Object.fromEntries(
    Object.entries(rules).filter(([rule, level]) => level !== "off" || !only.includes(rule)),
  );
  return { only, ignore, levels };
}

/** The rules of an option, each possibly several separated by commas. */
function rulesIn(written: readonly string[] | undefined, option: string): readonly string[] {
  const known = ALL_RULES.map(({ id }) => id);
  const ids = (written ?? []).flatMap((text) => text.split(",")).map((id) => id.trim());
  for (const id of ids.filter((each) => !known.includes(each))) {
    const hint = suggest(id, known, "rules") ?? "";
    throw new InputError(`${option} ${oneLine(id)}: there is no such rule; ${hint}`);
  }
  return ids;
}
