import { type Protocol, type Via, viaOf } from "../../model/index.ts";
import type { Column, Grid } from "./grid.ts";
import { type Candidate, distinct, patternsOf } from "./patterns.ts";
import type { TargetTerm } from "./rule-line.ts";

/** Terms of targets that may stand in one line: with one way of addressing, and all with a port or all without. */
export interface TargetGroup {
  readonly via?: Via;
  readonly terms: readonly Candidate<TargetTerm>[];
}

/** The groups of a grid, the simplest first; what a group says has been left out of those after it. */
export function targetGroups({ columns }: Grid): readonly TargetGroup[] {
  const vias = [...new Set(columns.map(({ target }) => viaOf(target)))].sort();
  const ways = vias.length > 1 ? [undefined, ...vias] : [undefined];
  return ways.flatMap((via) => {
    const { bare, withPort } = termsOf(columns, via);
    const way = via === undefined ? {} : { via };
    return [
      { ...way, terms: bare },
      { ...way, terms: distinct(withPort) },
    ].filter(({ terms }) => terms.length > 0);
  });
}

function termsOf(columns: readonly Column[], via: Via | undefined) {
  const isMeant = (index: number): boolean => {
    const column = columns[index];
    return column !== undefined && (via === undefined || viaOf(column.target) === via);
  };
  const patterns = patternsOf(columns.map(({ party }) => party)).map(({ value, members }) => ({
    value,
    members: members.filter(isMeant),
  }));
  const bare = distinct(patterns).map(({ value, members }) => ({ value: { pattern: value }, members }));
  return { bare, withPort: patterns.flatMap((candidate) => portTerms(candidate, columns)) };
}

function portTerms(
  { value: pattern, members }: Candidate<TargetTerm["pattern"]>,
  columns: readonly Column[],
): readonly Candidate<TargetTerm>[] {
  const terms = new Map<string, { readonly value: TargetTerm; readonly members: number[] }>();
  const add = (index: number, protocol: Protocol, port?: number): void => {
    const key = `${protocol} ${port ?? "*"}`;
    const value = { pattern, protocol, ...(port === undefined ? {} : { port }) };
    const term = terms.get(key) ?? { value, members: [] };
    terms.set(key, term);
    term.members.push(index);
  };
  const protocols = new Set(columns.map(({ target }) => target.protocol));
  for (const index of members) {
    const target = columns[index]?.target;
    if (target === undefined) continue;
    add(index, target.protocol, target.port);
    if (protocols.size > 1) add(index, target.protocol);
  }
  const isOnePort = ({ value }: { readonly value: TargetTerm }): boolean => value.port !== undefined;
  const all = [...terms.values()];
  return [...all.filter(isOnePort), ...all.filter((term) => !isOnePort(term))];
}
