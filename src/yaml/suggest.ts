/** `did you mean "…"?` with the known word nearest to what was written, if one is near. */
export function didYouMean(written: string, known: readonly string[]): string | undefined {
  const near = nearest(written, known);
  return near === undefined ? undefined : `did you mean ${JSON.stringify(near)}?`;
}

/** The suggestion, else the list of what is known, else nothing. */
export function suggest(written: string, known: readonly string[], what: string): string | undefined {
  return didYouMean(written, known) ?? (known.length === 0 ? undefined : `${what}: ${someOf(known)}`);
}

/** Of more words than these nobody reads the list. */
const MOST_LISTED = 20;

function someOf(known: readonly string[]): string {
  const rest = known.length - MOST_LISTED;
  return rest > 0 ? `${known.slice(0, MOST_LISTED).join(", ")} and ${rest} more` : known.join(", ");
}

/** What is longer is no word, and comparing it takes the square of its length. */
const LONGEST_WORD = 300;

/** The known word with the fewest edits from the written one; at most a third of its letters may differ, never all. */
function nearest(written: string, known: readonly string[]): string | undefined {
  if (written.length > LONGEST_WORD) return undefined;
  const limit = Math.max(1, Math.floor(written.length / 3));
  const scored = known
    .filter((word) => Math.abs(word.length - written.length) <= limit)
    .map((word) => ({ word, distance: editDistance(written.toLowerCase(), word.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit && distance < written.length)
    .sort((a, b) => a.distance - b.distance);
  return scored[0]?.word;
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const edits = [
        at(previous, j) + 1,
        at(row, j - 1) + 1,
        at(previous, j - 1) + Number(a[i - 1] !== b[j - 1]),
      ];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(...edits, swapped ? at(beforePrevious, j - 2) + 1 : Number.POSITIVE_INFINITY));
    }
    [beforePrevious, previous] = [previous, row];
  }
  return at(previous, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
