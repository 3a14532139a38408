import { TERM } from "./candidates.ts";
import type { Candidate } from "./patterns.ts";

/** More terms in a row nobody reads. */
const MOST_TERMS = 6;

/** Some candidates together: what is gained by them, and who they mean. */
export interface Chosen<T> {
  readonly values: readonly T[];
  readonly members: readonly number[];
  readonly gain: number;
}

/** The candidates that gain most for what it costs to read them; undefined if none gains anything. */
export function chooseTerms<T>(
  gains: readonly number[],
  candidates: readonly Candidate<T>[],
): Chosen<T> | undefined {
  let chosen: Chosen<T> | undefined;
  while (chosen === undefined || chosen.values.length < MOST_TERMS) {
    const next = bestTerm(gains, candidates, new Set(chosen?.members));
    if (next === undefined || (chosen !== undefined && !isWorthIt(chosen, next.gain))) break;
    const { value, members } = next.candidate;
    chosen = {
      values: [...(chosen?.values ?? []), value],
      members: [...new Set([...(chosen?.members ?? []), ...members])],
      gain: (chosen?.gain ?? 0) + next.gain,
    };
  }
  return chosen;
}

/** Whether a further term gains more for its cost than those before. */
function isWorthIt({ values, gain }: Chosen<unknown>, more: number): boolean {
  return more / TERM > gain / (1 + TERM * (values.length - 1));
}

function bestTerm<T>(
  gains: readonly number[],
  candidates: readonly Candidate<T>[],
  taken: ReadonlySet<number>,
): { readonly candidate: Candidate<T>; readonly gain: number } | undefined {
  let best: { readonly candidate: Candidate<T>; readonly gain: number } | undefined;
  for (const candidate of candidates) {
    let gain = 0;
    for (const member of candidate.members) if (!taken.has(member)) gain += gains[member] ?? 0;
    if (gain > (best?.gain ?? 0)) best = { candidate, gain };
  }
  return best;
}
