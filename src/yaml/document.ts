import { type Document, isAlias, isCollection, isScalar, type Node as YamlNode } from "yaml";
import { anchorsOf } from "./anchors.ts";
import { withDedentedQuotes } from "./dedented-quotes.ts";
import { reportAliases, reportKeys } from "./document-problems.ts";
import { type OtherReading, readAsKubectl } from "./kubectl-reading.ts";
import { parseDocuments, TooDeep } from "./parse-documents.ts";
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

/** Further errors of a document are only counted: what is no YAML has one in each line. */
const MOST_ERRORS = 100;

/** Whether a document is read as kubectl reads it. */
export type AsKubectl = (nodes: Document) => boolean;

/** The documents of a file. Those that are not YAML are reported and left out; empty ones are left out. */
export function readYaml(
  source: Source,
  report: Report,
  asKubectl: AsKubectl = () => false,
): readonly YamlDocument[] {
  return parse(source, report, asKubectl).flatMap((nodes) => readDocument(source, nodes, report, asKubectl));
}

function parse(source: Source, report: Report, asKubectl: AsKubectl): readonly Document[] {
  const { text } = source;
  try {
    const strict = parseDocuments(text);
    return strict.some(asKubectl) ? withDedentedQuotes(text, strict, parseDocuments) : strict;
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    report(problemAt(source, error.offset, `not valid YAML: ${error.message}`));
    return [];
  }
}

function readDocument(
  source: Source,
  nodes: Document,
  report: Report,
  asKubectl: AsKubectl,
): readonly YamlDocument[] {
  const problems = [...nodes.errors, ...nodes.warnings];
  for (const { pos, message } of problems.slice(0, MOST_ERRORS))
    report(problemAt(source, pos[0], `not valid YAML: ${message}`));
  const [next] = problems.slice(MOST_ERRORS);
  if (next !== undefined)
    report(
      problemAt(
        source,
        next.pos[0],
        `not valid YAML in ${problems.length - MOST_ERRORS} places from here on`,
      ),
    );
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
  if (isAlias(node)) return anchorsOf(nodes).get(node);
  return isScalar(node) || isCollection(node) ? node : undefined;
}
