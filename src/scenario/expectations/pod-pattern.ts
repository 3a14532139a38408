import type { Labels, PodPattern } from "../../model/index.ts";
import { type Piece, type ReportAt, splitOutsideBraces, trimmed } from "./text-piece.ts";

/** A pattern as written, and what it means. */
export interface PatternText {
  readonly piece: Piece;
  readonly pattern: PodPattern;
}

const FORMS = "pods are written ns/name, ns/*, */name, *, {app=web} or ns/{app=web}";

/** One side's pods: `*`, `ns/name` with `*` in either place, or labels in place of the name. */
export function parsePattern(piece: Piece, report: ReportAt): PatternText | undefined {
  const { text, index } = trimmed(piece);
  if (text === "*") return { piece: { text, index }, pattern: { namespace: "*", name: "*" } };
  const slash = text.startsWith("{") ? -1 : text.indexOf("/");
  const namespace = slash < 0 ? "*" : text.slice(0, slash);
  const pods = { text: text.slice(slash + 1), index: index + slash + 1 };
  if (slash < 0 && !text.startsWith("{")) report(index, `${JSON.stringify(text)} is no pod`, FORMS);
  else if (isName(namespace)) {
    const named = pods.text.startsWith("{") ? parseLabels(pods, report) : parseName(pods, report);
    return named && { piece: { text, index }, pattern: { namespace, ...named } };
  } else report(index, `${JSON.stringify(namespace)} is no namespace`, FORMS);
  return undefined;
}

function parseName({ text, index }: Piece, report: ReportAt): { name: string } | undefined {
  if (isName(text)) return { name: text };
  report(index, `${JSON.stringify(text)} is no pod's name`, FORMS);
  return undefined;
}

function parseLabels(piece: Piece, report: ReportAt): { name: "*"; labels: Labels } | undefined {
  if (!piece.text.endsWith("}")) {
    report(piece.index, "the labels lack their closing brace", FORMS);
    return undefined;
  }
  const inner = { text: piece.text.slice(1, -1), index: piece.index + 1 };
  const labels: Record<string, string> = {};
  let sound = true;
  for (const part of splitOutsideBraces(inner, ",").map(trimmed)) {
    const label = parseLabel(part, report);
    const twice = label !== undefined && Object.hasOwn(labels, label[0]);
    if (twice) report(part.index, `the label ${JSON.stringify(label[0])} is asked for twice`);
    if (label === undefined || twice) sound = false;
    else labels[label[0]] = label[1];
  }
  return sound ? { name: "*", labels } : undefined;
}

function parseLabel({ text, index }: Piece, report: ReportAt): [string, string] | undefined {
  const [key = "", value, ...more] = text.split("=").map((part) => part.trim());
  if (key !== "" && value !== undefined && more.length === 0) return [key, value];
  report(index, `${JSON.stringify(text)} is no label`, "a label is written key=value");
  return undefined;
}

function isName(text: string): boolean {
  return text === "*" || /^[^\s*{}/]+$/.test(text);
}
