import { oneLine } from "./one-line.ts";

/** Entities hold in HTML blocks and table cells too, which backslashes do not. */
const SYNTAX = /[&<*_`[\]|\\~]|^(?:[-+=#>]|:(?=:))/g;

/** GitHub looks for mentions and references in the text that entities have become, so that they have to be cut. */
const LINKS = /@|#(?=\w)|\bGH-(?=\d)|:(?=\/\/)|\bwww(?=\.)/gi;

const ZERO_WIDTH_SPACE = "&#8203;";

/**
 * One line that GitHub shows as it is: nothing made of it can begin a tag, a link, an emphasis, a heading or a list, nor
 * mention somebody or refer to an issue.
 */
export function forMarkdown(text: string): string {
  const cut = oneLine(text).replaceAll(LINKS, (found) => `${found}\u200b`);
  return cut.replaceAll(SYNTAX, entity).replaceAll("\u200b", ZERO_WIDTH_SPACE);
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
