import type { RenderedChain } from "./render.ts";

/** The text that adds lines to chains of a table; it makes each that is not there. */
export function tableText(table: string, chains: readonly RenderedChain[]): string {
  const blocks = chains.map(({ name, lines }) =>
    [`  chain ${name} {`, ...lines.map((line) => `    ${line}`), "  }"].join("\n"),
  );
  return [`table inet ${table} {`, ...blocks, "}"].join("\n");
}

/** The text that removes a table, whether it is there or not: only what exists can be deleted. */
export function removalText(table: string): string {
  return `table inet ${table} {}\ndelete table inet ${table}`;
}

/** What a line costs besides its own text, in characters. */
const LINE_OVERHEAD = 20;

/** Chains in parts, each no longer than `limit` characters unless one line is; their lines stay in order. */
export function inParts(
  chains: readonly RenderedChain[],
  limit: number,
): readonly (readonly RenderedChain[])[] {
  const parts: { name: string; lines: string[] }[][] = [];
  let room = 0;
  const partFor = (text: string) => {
    const cost = text.length + LINE_OVERHEAD;
    const part = room < cost ? undefined : parts.at(-1);
    room = (part === undefined ? limit : room) - cost;
    if (part !== undefined) return part;
    parts.push([]);
    return parts.at(-1) ?? [];
  };
  for (const { name, lines } of chains) {
    // A chain whose rules a fault has removed is still jumped to.
    if (lines.length === 0) partFor(name).push({ name, lines: [] });
    for (const line of lines) {
      const part = partFor(line);
      const last = part.at(-1);
      if (last?.name === name) last.lines.push(line);
      else part.push({ name, lines: [line] });
    }
  }
  return parts;
}
