/** A part of a text, with its place in the whole. */
export interface Piece {
  readonly text: string;
  readonly index: number;
}

/** Where a problem with a part of a text goes: `index` is its place in the whole. */
export type ReportAt = (index: number, message: string, hint?: string) => void;

/** The part from `start` to `end` of a text that itself begins at `index` of the whole. */
export function pieceOf(text: string, start: number, end: number, index = 0): Piece {
  return { text: text.slice(start, end), index: index + start };
}

export function trimmed({ text, index }: Piece): Piece {
  return { text: text.trim(), index: index + (text.length - text.trimStart().length) };
}

/** The parts between separators, leaving alone those within `{…}`. */
export function splitOutsideBraces({ text, index }: Piece, separator: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let depth = 0;
  for (const [at, character] of text.split("").entries()) {
    if (character === "{") depth++;
    if (character === "}") depth--;
    if (character !== separator || depth > 0) continue;
    pieces.push(pieceOf(text, start, at, index));
    start = at + 1;
  }
  return [...pieces, pieceOf(text, start, text.length, index)];
}
