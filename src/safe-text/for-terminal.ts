import { COMMAND_BRACKET, HARMFUL_IN_LINES, REPLACEMENT } from "./characters.ts";

/** Escape sequences of our own that are left. */
export interface Allowed {
  /** Colours, as `picocolors` writes them. */
  readonly colors: boolean;
  /** `ERASE_LINE`. */
  readonly live: boolean;
}

/** Goes back to the beginning of a terminal's line and empties it. */
export const ERASE_LINE = "\r\u001b[2K";

const COLOR = "\\u001b\\[[\\d;]*m";
const ERASE = "\\r\\u001b\\[2K";

/** GitHub's runner trims a line, and takes it for a command if it begins so. */
const COMMAND = new RegExp(`^((?:[\\s\\u180e]|${COLOR}|${ERASE})*:)(?=:)`, "gmu");

/**
 * Lines that a terminal, a log or a CI system shows and does nothing else with: no control characters but line feeds and
 * tabs, and no workflow commands. What is at the beginning stays of the same length.
 */
export function forTerminal(text: string, { colors, live }: Allowed): string {
  const allowed = [...(colors ? [COLOR] : []), ...(live ? [ERASE] : [])];
  const parts = allowed.length === 0 ? [text] : text.split(new RegExp(`(${allowed.join("|")})`, "u"));
  return parts
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(HARMFUL_IN_LINES, REPLACEMENT)))
    .join("")
    .replaceAll(COMMAND, "$1 ")
    .replaceAll(COMMAND_BRACKET, "$1 [");
}
