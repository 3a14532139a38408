import {
  type Document,
  isAlias,
  isScalar,
  LineCounter,
  parseAllDocuments,
  visit,
  type YAMLError,
  type Node as YamlNode,
} from "yaml";
import type { Problem, Report } from "./problem.ts";

/** A file's text, with what is needed to turn an offset into line and column. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly lines: LineCounter;
}

/** One YAML document: its plain value, and its nodes for their places. */
export interface YamlDocument {
  readonly source: Source;
  readonly nodes: Document;
  readonly value: unknown;
}

const OPTIONS = {
  strict: true,
  uniqueKeys: true,
  stringKeys: true,
  merge: true,
  prettyErrors: false,
} as const;

/** The documents of a file. Those that are not YAML are reported and left out; empty ones are left out. */
export function readYaml(file: string, text: string, report: Report): readonly YamlDocument[] {
  const lines = new LineCounter();
  const source = { file, text, lines };
  const documents: Document[] = [...parseAllDocuments(text, { ...OPTIONS, lineCounter: lines })];
  return documents.flatMap((nodes) => readDocument(source, nodes, report));
}

/** A problem at an offset of a file. */
export function problemAt(source: Source, offset: number, message: string, hint?: string): Problem {
  // An empty document's problem stands at the start of the file, where the counter has no line yet.
  const { line, col } = source.lines.linePos(Math.min(offset, source.text.length));
  const place = { file: source.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  const sourceLine = source.text.split(/\r?\n/)[place.line - 1] ?? "";
  return { ...place, message, ...(hint === undefined ? {} : { hint }), sourceLine };
}

function readDocument(source: Source, nodes: Document, report: Report): readonly YamlDocument[] {
  const faults = [...nodes.errors, ...nodes.warnings];
  for (const fault of faults) report(syntaxProblem(source, fault));
  const soundAliases = reportAliases(source, nodes, report);
  const fatal = faults.some(({ code }) => code !== "DUPLICATE_KEY");
  if (fatal || !soundAliases || nodes.contents === null) return [];
  return plainValue(source, nodes, report);
}

function syntaxProblem(source: Source, fault: YAMLError): Problem {
  if (fault.code !== "DUPLICATE_KEY")
    return problemAt(source, fault.pos[0], `not valid YAML: ${fault.message}`);
  const key = /^("[^"\n]*"|'[^'\n]*'|[^:\n]*)/.exec(source.text.slice(fault.pos[0]))?.[0].trim() ?? "";
  return problemAt(source, fault.pos[0], `${key} is written twice`, "keep one of them");
}

/** Reports aliases that have no anchor or stand within it, which would make an endless value. */
function reportAliases(source: Source, nodes: Document, report: Report): boolean {
  let sound = true;
  visit(nodes, {
    Alias(_, alias, ancestors) {
      const anchored = alias.resolve(nodes);
      if (anchored !== undefined && !ancestors.includes(anchored)) return;
      const why = anchored === undefined ? "has no anchor before it" : "stands within its own anchor";
      report(problemAt(source, alias.range?.[0] ?? 0, `the alias *${alias.source} ${why}`));
      sound = false;
    },
  });
  return sound;
}

function plainValue(source: Source, nodes: Document, report: Report): readonly YamlDocument[] {
  try {
    return [{ source, nodes, value: nodes.toJS() }];
  } catch (error) {
    // The reader refuses merges of what is no mapping, and aliases that multiply beyond measure.
    const message = error instanceof Error ? error.message : String(error);
    report(problemAt(source, nodes.contents?.range?.[0] ?? 0, `not valid YAML: ${message}`));
    return [];
  }
}

const YAML_1_1_BOOLEAN = /^(yes|no|on|off)$/i;

/** Reports words that kubectl, which reads YAML 1.1, takes for booleans. */
export function reportOldBooleans({ source, nodes }: YamlDocument, report: Report): void {
  visit(nodes, {
    Scalar(_, { type, source: word = "", range }) {
      if (type !== "PLAIN" || !YAML_1_1_BOOLEAN.test(word)) return;
      const message = `kubectl reads ${word} as a boolean, not as text`;
      report(problemAt(source, range?.[0] ?? 0, message, `write it in quotes: "${word}"`));
    },
  });
}

/** The node that an alias stands for, else the node itself. */
export function behindAlias(node: unknown, nodes: Document): YamlNode | undefined {
  if (isAlias(node)) return node.resolve(nodes);
  return isScalar(node) || isCollectionNode(node) ? node : undefined;
}

function isCollectionNode(node: unknown): node is YamlNode {
  return typeof node === "object" && node !== null && "items" in node;
}
