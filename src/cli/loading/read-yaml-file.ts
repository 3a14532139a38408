import { readTextFile } from "../../system/read-text-file.ts";
import { excessOf } from "../../yaml/excess.ts";

/**
 * The text of a file that is YAML, or is to be refused as none; it is of bounded size, and may be parsed.
 *
 * @throws Error whose message says in a line what is wrong with the file, without naming it.
 */
export function readYamlFile(path: string): string {
  const text = readTextFile(path);
  const excess = excessOf(text);
  if (excess !== undefined) throw new Error(`${excess}, which is no scenario and no manifest`);
  return text;
}
