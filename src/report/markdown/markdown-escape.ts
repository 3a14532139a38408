import { plain } from "../words/plain-text.ts";

/**
 * Text that GitHub shows as it is. Entities, not backslashes: they hold inside HTML blocks and table cells too, and
 * nothing made of them can begin a tag, a link, an emphasis, a heading or a list.
 */
export function escapeMarkdown(text: string): string {
  return plain(text).replaceAll(/[&<*_`[\]|\\~]|^[-+=#>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
