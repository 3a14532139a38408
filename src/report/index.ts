/** A report as text, one file a format. */
import type { Report } from "../model/index.ts";
import { renderJson } from "./json.ts";
import { renderJunit } from "./junit.ts";
import { renderMarkdown } from "./markdown.ts";

export { JSON_SCHEMA, type JsonCell, type JsonReport, type JsonStep, renderJson } from "./json.ts";
export { renderJunit } from "./junit.ts";
export { renderMarkdown } from "./markdown.ts";
export { renderTerminal, type TerminalOptions } from "./terminal.ts";

/** The formats that can be written to a file, by the name that `--report FORMAT=FILE` uses. */
export const reporters: Readonly<Record<"json" | "junit" | "markdown", (report: Report) => string>> = {
  json: renderJson,
  junit: renderJunit,
  markdown: renderMarkdown,
};
