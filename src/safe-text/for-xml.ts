import { COMMAND_BRACKET, HARMFUL_IN_LINES, REPLACEMENT } from "./characters.ts";

/** What XML 1.0 forbids even when escaped: most control characters, lone surrogates, two non-characters. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Before text is escaped, `\r` is no line break of ours. */
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
};

/** Text between tags. */
export function forXml(text: string): string {
  return harmless(text)
    .replaceAll(/[&<>]/g, entity)
    .replaceAll(/^([^\S\r\n\u2028\u2029]*):(?=:)/gm, "$1&#58;")
    .replaceAll(COMMAND_BRACKET, "$1&#91;");
}

/** An attribute's value; a parser turns line breaks and tabs in it into spaces unless they are escaped. */
export function forXmlAttribute(text: string): string {
  return harmless(text)
    .replaceAll(/[&<>"\t\n]/g, entity)
    .replaceAll(COMMAND_BRACKET, "$1&#91;");
}

function harmless(text: string): string {
  return text.replaceAll(FORBIDDEN, "").replaceAll(HARMFUL_IN_LINES, REPLACEMENT);
}

function entity(character: string): string {
  return ENTITIES[character] ?? character;
}
