import { COMMAND_BRACKET, HARMFUL_IN_LINES } from "./characters.ts";

/**
 * The same JSON, as a terminal or a CI system may show it: what `JSON.stringify` leaves raw and a terminal obeys is
 * escaped, and no workflow command is in it.
 *
 * @param json - of `JSON.stringify`; such characters are in its strings only.
 */
export function forJson(json: string): string {
  return json.replaceAll(HARMFUL_IN_LINES, escaped).replaceAll(COMMAND_BRACKET, "$1\\u005b");
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
