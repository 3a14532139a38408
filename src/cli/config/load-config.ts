import { counted } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { renderProblems } from "../../scenario/index.ts";
import { messageOf } from "../../system/system-error.ts";
import { InputError } from "../input-error.ts";
import { readYamlFile } from "../loading/read-yaml-file.ts";
import { findConfig } from "./find-config.ts";
import { type Config, parseConfig } from "./parse-config.ts";

/**
 * What the configuration at or above a folder asks for; nothing if there is none.
 *
 * @throws InputError if it cannot be read, or with every problem in it.
 */
export function loadConfig(folder: string): Config {
  const file = findConfig(folder);
  if (file === undefined) return { lint: {} };
  const parsed = parseConfig({ file, text: read(file) });
  if ("config" in parsed) return parsed.config;
  const { problems } = parsed;
  throw new InputError(
    `${renderProblems(problems)}\n${counted(problems.length, "problem")} in the configuration; nothing was looked at`,
  );
}

function read(file: string): string {
  try {
    return readYamlFile(file);
  } catch (error) {
    throw new InputError(`cannot read the configuration: ${oneLine(file)}: ${messageOf(error)}`);
  }
}
