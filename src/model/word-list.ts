/** Words in a sentence: `a`, `a and b`, `a, b and c`; or the same with `or`. */
export function wordList(words: readonly string[], conjunction: "and" | "or"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${conjunction} ${words.at(-1)}`;
}
