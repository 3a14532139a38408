import {
  type Document,
  isAlias,
  isCollection,
  isScalar,
  parseAllDocuments,
  type Node as YamlNode,
} from "yaml";
import { withDedentedQuotes } from "./dedented-quotes.ts";
import { reportAliases, reportKeys } from "./document-problems.ts";
import { type OtherReading, readAsKubectl } from "./kubectl-reading.ts";
import type { Report } from "./problem.ts";
import { problemAt } from "./problem-at.ts";
import type { Source } from "./source.ts";

/** One YAML document: its plain value, and its nodes for their places. */
export interface YamlDocument {
  readonly source: Source;
  readonly nodes: Document;
  readonly value: unknown;
  /** Where `value` follows kubectl and not YAML 1.2. */
  readonly readings: readonly OtherReading[];
}

const OPTIONS = {
  strict: true,
  uniqueKeys: false,
  stringKeys: true,
  merge: true,
  prettyErrors: false,
} as const;

/** Whether a document is read as kubectl reads it. */
export type AsKubectl = (nodes: Document) => boolean;

/** The documents of a file. Those that are not YAML are reported and left out; empty ones are left out. */
export function readYaml(
  source: Source,
  report: Report,
  asKubectl: AsKubectl = () => false,
): readonly YamlDocument[] {
  const { text } = source;
  const strict = parse(text);
  const documents = strict.some(asKubectl) ? withDedentedQuotes(text, strict, parse) : strict;
  return documents.flatMap((nodes) => readDocument(source, nodes, report, asKubectl));
}

function parse(text: string): readonly Document[] {
  return [...parseAllDocuments(text, OPTIONS)];
}

function readDocument(
  source: Source,
  nodes: Document,
  report: Report,
  asKubectl: AsKubectl,
): readonly YamlDocument[] {
  const problems = [...nodes.errors, ...nodes.warnings];
  for (const { pos, message } of problems) report(problemAt(source, pos[0], `not valid YAML: ${message}`));
  const soundAliases = reportAliases(source, nodes, report);
  const soundKeys = reportKeys(source, nodes, report);
  if (problems.length > 0 || !soundAliases || !soundKeys) return [];
  const readings = asKubectl(nodes) ? readAsKubectl(nodes) : [];
  return plainValue(source, nodes, report).map((value) => ({ source, nodes, value, readings }));
}

/** The value of a document; none if it is empty, or cannot be made and is reported. */
function plainValue(source: Source, nodes: Document, report: Report): readonly unknown[] {
  try {
    const value: unknown = nodes.toJS();
    return value === null ? [] : [value];
  } catch (error) {
    // The reader refuses merges of what is no mapping, and aliases that multiply beyond measure.
    const message = error instanceof Error ? error.message : String(error);
    report(problemAt(source, nodes.contents?.range?.[0] ?? 0, `not valid YAML: ${message}`));
    return [];
  }
}

/** The node that an alias stands for, else the node itself. */
export function behindAlias(node: unknown, nodes: Document): YamlNode | undefined {
  if (isAlias(node)) return node.resolve(nodes);
  return isScalar(node) || isCollection(node) ? node : undefined;
}
