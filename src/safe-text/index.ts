/** Texts from files, clusters and pods, made harmless for the place where they are shown. */
export { forJson } from "./for-json.ts";
export { forMarkdown } from "./for-markdown.ts";
export { ERASE_LINE, forTerminal } from "./for-terminal.ts";
export { forXml, forXmlAttribute } from "./for-xml.ts";
export { oneLine } from "./one-line.ts";
export { pointTo } from "./point-to.ts";
