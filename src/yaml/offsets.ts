import {
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type Scalar,
  type YAMLMap,
  type Node as YamlNode,
} from "yaml";
import { perObject } from "../system/per-object.ts";
import { behindAlias, type YamlDocument } from "./document.ts";
import { lineOffset, lineText, positionAt } from "./lines.ts";

/** The way from a document's root to a value: keys of mappings, indexes of lists. */
export type Path = readonly (string | number)[];

type Mapping = YAMLMap<Scalar, YamlNode | null>;

interface Found {
  /** The node as written: an alias stays an alias. */
  readonly node: YamlNode | undefined;
  readonly key: YamlNode | undefined;
}

/**
 * Where a value begins. If it is absent, the nearest value around it; if it is empty or a block of lines, its key,
 * where it has one.
 */
export function valueOffset(document: YamlDocument, path: Path): number {
  const { node, key } = find(document, path);
  const empty = !node?.range || node.range[1] === node.range[0];
  const place = empty || (isCollection(node) && !node.flow) ? (key ?? node) : node;
  return place?.range?.[0] ?? 0;
}

/** Where a value's key begins; an item of a list has none, so its own beginning. */
export function keyOffset(document: YamlDocument, path: Path): number {
  const { node, key } = find(document, path);
  return (key ?? node)?.range?.[0] ?? 0;
}

/** Where a character of a text value stands in the file; the value's beginning if escapes or folding hide it. */
export function textOffset(document: YamlDocument, path: Path, index: number): number {
  const { node } = find(document, path);
  const start = valueOffset(document, path);
  if (!isScalar(node) || typeof node.value !== "string") return start;
  if (node.type === "BLOCK_LITERAL") return blockOffset(document, node, node.value, index);
  const first = start + (node.type === "PLAIN" ? 0 : 1);
  const sameText = document.source.text.startsWith(node.value.slice(0, index), first);
  return sameText ? first + index : start;
}

/** A value as the file writes it, if it is a scalar without quotes; undefined if there is no value at the path. */
export function plainText(document: YamlDocument, path: Path): string | undefined {
  const { node, depth } = find(document, path);
  const scalar = depth === path.length ? behindAlias(node, document.nodes) : undefined;
  return isScalar(scalar) && scalar.type === "PLAIN" ? scalar.source : undefined;
}

function find(document: YamlDocument, path: Path): Found & { readonly depth: number } {
  let found: Found = { node: document.nodes.contents ?? undefined, key: undefined };
  for (const [depth, step] of path.entries()) {
    const next = child(behindAlias(found.node, document.nodes), step);
    if (next === undefined) return { ...found, depth };
    found = next;
  }
  return { ...found, depth: path.length };
}

function child(node: unknown, step: string | number): Found | undefined {
  if (isSeq<YamlNode>(node)) {
    const item = typeof step === "number" ? node.items[step] : undefined;
    return item && { node: item, key: undefined };
  }
  if (!isMap<Scalar, YamlNode | null>(node)) return undefined;
  const pair = pairsOf(node).get(step);
  return pair && { node: pair.value ?? undefined, key: pair.key };
}

/** The pairs of a mapping by their keys; of those with one key the last, whose value counts. */
const pairsOf = perObject(
  ({ items }: Mapping): ReadonlyMap<unknown, Pair<Scalar, YamlNode | null>> =>
    new Map(items.map((pair) => [pair.key.value, pair])),
);

/** In a literal block every line of the value is a line of the file, below the header and indented. */
function blockOffset({ source }: YamlDocument, node: Scalar, value: string, index: number): number {
  const header = node.range?.[0] ?? 0;
  const before = value.slice(0, index).split("\n");
  const line = value.split("\n")[before.length - 1] ?? "";
  const below = positionAt(source, header).line + before.length;
  const indent = Math.max(0, lineText(source, below).length - line.length);
  return lineOffset(source, below) + indent + (before.at(-1)?.length ?? 0);
}
