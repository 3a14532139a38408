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

/** Of more words the nearest is looked for among the first: a file may have as many wrong ones. */
const MOST_COMPARED = 1_000;

/** The known word with the fewest edits from the written one; at most a third of its letters may differ, never all. */
function nearest(written: string, known: readonly string[]): string | undefined {
  if (written.length > LONGEST_WORD) return undefined;
  const limit = Math.max(1, Math.floor(written.length / 3));
  const scored = known
    .filter((word) => Math.abs(word.length - written.length) <= limit)
    .slice(0, MOST_COMPARED)
    .map((word) => ({ word, distance: editDistance(written.toLowerCase(), word.toLowerCase(), limit) }))
    .filter(({ distance }) => distance <= limit && distance < written.length)
    .sort((a, b) => a.distance - b.distance);
  return scored[0]?.word;
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment); endless if more than the limit. */
function editDistance(a: string, b: string, limit: number): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  let row: number[] = [];
  let leastBefore = 0;
  for (let i = 1; i <= a.length; i++) {
    row = fillRow(row, { a, b, i, previous, beforePrevious });
    const least = row.reduce((smallest, each) => Math.min(smallest, each));
    // No later row has less than the last two.
    if (least > limit && leastBefore > limit) return Number.POSITIVE_INFINITY;
    leastBefore = least;
    const free = beforePrevious;
    beforePrevious = previous;
    previous = row;
    row = free;
  }
  return at(previous, b.length);
}

interface RowAt {
  readonly a: string;
  readonly b: string;
  readonly i: number;
  readonly previous: readonly number[];
  readonly beforePrevious: readonly number[];
}

/** The distances of the first `i` letters of one word from each beginning of the other, in an array that is used again. */
function fillRow(row: number[], { a, b, i, previous, beforePrevious }: RowAt): number[] {
  row[0] = i;
  for (let j = 1; j <= b.length; j++) {
    const isSame = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
    const edits = Math.min(at(previous, j) + 1, at(row, j - 1) + 1, at(previous, j - 1) + Number(!isSame));
    const isSwapped =
      i > 1 &&
      j > 1 &&
      a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
      a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
    row[j] = isSwapped ? Math.min(edits, at(beforePrevious, j - 2) + 1) : edits;
  }
  return row;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
