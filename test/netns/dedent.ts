/** A literal without the indentation of its first line, and without the line breaks at its ends. */
export function dedent(literal: string): string {
  const lines = literal.replace(/^\n/, "").trimEnd().split("\n");
  const indentation = lines[0]?.match(/^ */)?.[0].length ?? 0;
  return lines.map((line) => line.slice(indentation)).join("\n");
}
