import { type Labels, type Pod, type PodPattern, patternMatches, type Service } from "../../model/index.ts";
import { patternText } from "./rule-line.ts";

/** A pattern that a rule may use, and which of the things that were asked about it means. */
export interface Candidate<T> {
  readonly value: T;
  readonly members: readonly number[];
}

/** Labels that say how something was installed, and change with it; nobody would write a rule by them. */
const PASSING =
  /^(helm\.sh\/|chart$|heritage$|release$|app\.kubernetes\.io\/(version|managed-by|instance|part-of)$|kubernetes\.io\/metadata\.name$|.*hash$)/;

/**
 * The patterns that tell some pods or Services from others, simplest first, each set of members once: a name means one,
 * wildcards and labels several.
 */
export function patternsOf(parties: readonly (Pod | Service)[]): readonly Candidate<PodPattern>[] {
  const names = unique(parties.map(({ namespace, name }) => ({ namespace, name })));
  const namespaces = unique(parties.map(({ namespace }) => ({ namespace, name: "*" })));
  const everywhere = unique(parties.map(({ name }) => ({ namespace: "*", name })));
  const labels = parties.flatMap((party) => ("labels" in party ? labelPatterns(party) : []));
  const within = unique(labels.filter(({ namespace }) => namespace !== "*"));
  const anywhere = unique(labels.filter(({ namespace }) => namespace === "*"));
  const place = (value: PodPattern) => ({ value, members: membersOf(value, parties) });
  const several = [{ namespace: "*", name: "*" }, ...namespaces, ...within, ...anywhere, ...everywhere];
  return distinct([
    ...names.map(place),
    ...several
      .map(place)
      .filter(({ members }) => new Set(members.map((index) => parties[index]?.ref)).size > 1),
  ]);
}

/** The first of those that have the same members. */
export function distinct<T>(candidates: readonly Candidate<T>[]): readonly Candidate<T>[] {
  const known = new Set<string>();
  return candidates.filter(({ members }) => {
    const key = members.join();
    if (members.length === 0 || known.has(key)) return false;
    known.add(key);
    return true;
  });
}

function membersOf(pattern: PodPattern, parties: readonly (Pod | Service)[]): readonly number[] {
  return parties.flatMap((party, index) => (patternMatches(pattern, party) ? [index] : []));
}

function labelPatterns({ namespace, labels }: Pod): readonly PodPattern[] {
  return Object.entries(labels)
    .filter(([key, value]) => value !== "" && !PASSING.test(key))
    .flatMap(([key, value]): readonly PodPattern[] => {
      const asked: Labels = { [key]: value };
      return [
        { namespace, name: "*", labels: asked },
        { namespace: "*", name: "*", labels: asked },
      ];
    });
}

/** Each pattern once, in the order of their texts, of which the shorter comes first. */
function unique(patterns: readonly PodPattern[]): readonly PodPattern[] {
  const byText = new Map(patterns.map((pattern) => [patternText(pattern), pattern]));
  return [...byText.entries()]
    .toSorted(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
    .map(([, pattern]) => pattern);
}
