import type { Command } from "commander";
import { oneLine } from "../../safe-text/index.ts";
import { didYouMean } from "../../yaml/suggest.ts";
import { InputError } from "../input-error.ts";

/** One of a program's commands, or the program itself. @throws InputError with a suggestion if there is none. */
export function commandNamed(root: Command, name: string | undefined): Command {
  if (name === undefined) return root;
  const found = root.commands.find((each) => each.name() === name);
  if (found !== undefined) return found;
  const names = root.commands.map((each) => each.name());
  const hint = didYouMean(name, names) ?? `the commands are: ${names.join(", ")}`;
  throw new InputError(`there is no command ${JSON.stringify(oneLine(name))}: ${hint}`);
}
