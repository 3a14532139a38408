/** An element of a parsed document; `text` is what stands directly in it, entities resolved. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const DECLARATION = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/;
const TAG = /^<(\/?)([A-Za-z]+)((?:\s+[A-Za-z]+="[^"<]*")*)\s*(\/?)>/;
const ATTRIBUTE = /([A-Za-z]+)="([^"<]*)"/g;
const ENTITY = /&(?:#(\d+)|(amp|lt|gt|quot));|&/g;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** Reads the part of XML 1.0 that reports use, and throws at the first thing that is not well-formed. */
export function parseXml(source: string): XmlElement {
  if (FORBIDDEN.test(source)) throw new Error("a character that XML 1.0 forbids");
  const declaration = DECLARATION.exec(source);
  if (declaration === null) throw new Error("no XML declaration");
  const document: Open = { name: "", attributes: {}, children: [], text: "" };
  const open = [document];
  let rest = source.slice(declaration[0].length);
  while (rest !== "") {
    const taken = rest.startsWith("<") ? takeTag(rest, open) : takeText(rest, open);
    rest = rest.slice(taken);
  }
  const [root, ...others] = document.children;
  if (open.length > 1 || root === undefined || others.length > 0) throw new Error("not one root element");
  if (document.text.trim() !== "") throw new Error("text outside the root element");
  return root;
}

function takeTag(rest: string, open: Open[]): number {
  const match = TAG.exec(rest);
  if (match === null) throw new Error(`not a tag: ${rest.slice(0, 80)}`);
  const [whole, closing, name = "", attributes = "", empty] = match;
  if (closing !== "/") open.push({ name, attributes: attributesOf(attributes), children: [], text: "" });
  if (closing === "/" || empty === "/") close(name, open);
  return whole.length;
}

function close(name: string, open: Open[]): void {
  const element = open.pop();
  const parent = open.at(-1);
  if (element?.name !== name || parent === undefined) throw new Error(`</${name}> closes nothing`);
  parent.children.push(element);
}

function takeText(rest: string, open: Open[]): number {
  const [text = ""] = rest.split("<", 1);
  const element = open.at(-1);
  if (element === undefined) throw new Error("text outside");
  element.text += resolve(text);
  return text.length;
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const attributes = new Map<string, string>();
  for (const [, name = "", value = ""] of text.matchAll(ATTRIBUTE)) {
    if (attributes.has(name)) throw new Error(`attribute ${name} twice`);
    // XML 1.0, 3.3.3: literal white space in an attribute becomes a space.
    attributes.set(name, resolve(value.replaceAll(/[\t\n\r]/g, " ")));
  }
  return Object.fromEntries(attributes);
}

function resolve(text: string): string {
  return text.replaceAll(ENTITY, (whole, code: string | undefined, name: string | undefined) => {
    if (whole === "&") throw new Error("a bare ampersand");
    return code === undefined ? (NAMED[name ?? ""] ?? whole) : String.fromCodePoint(Number(code));
  });
}
