/** What XML 1.0 forbids even when escaped: most control characters, lone surrogates, two non-characters. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/** An element: its attributes escaped, its content as given (from `element` or `xmlText`). */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content?: readonly string[],
): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${xmlAttribute(String(value))}"`,
  );
  const start = `<${name}${written.join("")}`;
  return content === undefined || content.length === 0
    ? `${start}/>`
    : `${start}>${content.join("\n")}</${name}>`;
}

/** Text between tags: forbidden characters removed, the rest escaped. */
export function xmlText(text: string): string {
  return text.replaceAll(FORBIDDEN, "").replaceAll(/[&<>\r]/g, entity);
}

// In an attribute a parser turns line breaks and tabs into spaces unless they are escaped.
function xmlAttribute(text: string): string {
  return text.replaceAll(FORBIDDEN, "").replaceAll(/[&<>"\t\n\r]/g, entity);
}

function entity(character: string): string {
  return ENTITIES[character] ?? character;
}
