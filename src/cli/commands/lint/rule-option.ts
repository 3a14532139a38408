import { ALL_RULES } from "../../../lint/index.ts";
import { oneLine } from "../../../safe-text/index.ts";
import { suggest } from "../../../yaml/suggest.ts";
import { InputError } from "../../input-error.ts";

/** The rules of an option, each possibly several separated by commas. @throws InputError for one that there is not. */
export function rulesIn(written: readonly string[] | undefined, option: string): readonly string[] {
  const known = ALL_RULES.map(({ id }) => id);
  const ids = (written ?? []).flatMap((text) => text.split(",")).map((id) => id.trim());
  for (const id of ids.filter((each) => !known.includes(each))) {
    const hint = suggest(id, known, "rules") ?? "";
    throw new InputError(`${option} ${oneLine(id)}: there is no such rule; ${hint}`);
  }
  return ids;
}
