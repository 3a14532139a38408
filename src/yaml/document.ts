import {
  type Document,
  isAlias,
  isCollection,
  isScalar,
  parseAllDocuments,
  type Node as YamlNode,
} from "yaml";
import { reportAliases, reportKeys } from "./document-problems.ts";
import type { Report } from "./problem.ts";
import { problemAt } from "./problem-at.ts";
import type { Source } from "./source.ts";

/** One YAML document: its plain value, and its nodes for their places. */
export interface YamlDocument {
  readonly source: Source;
  readonly nodes: Document;
  readonly value: unknown;
}

const OPTIONS = {
  strict: true,
  uniqueKeys: false,
  stringKeys: true,
  merge: true,
  prettyErrors: false,
} as const;

/** The documents of a file. Those that are not YAML are reported and left out; empty ones are left out. */
export function readYaml(file: string, text: string, report: Report): readonly YamlDocument[] {
  const source = { file, text };
  const documents: Document[] = [...parseAllDocuments(text, OPTIONS)];
  return documents.flatMap((nodes) => readDocument(source, nodes, report));
}

function readDocument(source: Source, nodes: Document, report: Report): readonly YamlDocument[] {
  const problems = [...nodes.errors, ...nodes.warnings];
  for (const { pos, message } of problems) report(problemAt(source, pos[0], `not valid YAML: ${message}`));
  const soundAliases = reportAliases(source, nodes, report);
  const soundKeys = reportKeys(source, nodes, report);
  if (problems.length > 0 || !soundAliases || !soundKeys) return [];
  return plainValue(source, nodes, report);
}

function plainValue(source: Source, nodes: Document, report: Report): readonly YamlDocument[] {
  try {
    const value: unknown = nodes.toJS();
    return value === null ? [] : [{ source, nodes, value }];
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
