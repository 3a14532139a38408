/** More names than help in a line. */
const MOST_NAMED = 3;

/** Names in a line of text: `a, b, c and 10 more`. */
export function fewNames(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
