import { forXmlAttribute } from "../../safe-text/index.ts";

export type Attributes = Readonly<Record<string, string | number>>;

/** An element: its attributes escaped, its content as given (from `element` or `forXml`). */
export function element(name: string, attributes: Attributes, content: readonly string[] = []): string {
  const start = startTag(name, attributes);
  return content.length === 0 ? `${start.slice(0, -1)}/>` : `${start}${content.join("\n")}</${name}>`;
}

export function startTag(name: string, attributes: Attributes): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${forXmlAttribute(String(value))}"`,
  );
  return `<${name}${written.join("")}>`;
}
