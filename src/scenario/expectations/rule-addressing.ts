import { type IpFamily, VIAS, type Via } from "../../model/index.ts";
import { either } from "../../yaml/read-shape.ts";
import { didYouMean } from "../../yaml/suggest.ts";
import { FAMILIES } from "../world/flow-kinds.ts";
import { type ComplainAt, type Piece, pieceOf } from "./text-piece.ts";

/** Of which manners of addressing a rule speaks; of all where nothing is said. */
export interface MannerText {
  readonly via?: Said<Via>;
  readonly over?: Said<IpFamily>;
}

export interface Said<T> {
  readonly piece: Piece;
  readonly value: T;
}

/** Splits `TARGETS via … over …`. There is no manner if a problem was found in it. */
export function splitManner(
  right: Piece,
  complain: ComplainAt,
): { readonly targets: Piece; readonly manner?: MannerText } {
  const start = /\s(?:via|over)(?:\s|$)/.exec(right.text)?.index ?? right.text.length;
  const targets = pieceOf(right.text, 0, start, right.index);
  const words = [...right.text.slice(start).matchAll(/\S+/g)].map((match) =>
    pieceOf(right.text, start + match.index, start + match.index + match[0].length, right.index),
  );
  const manner = readManner(words, {}, complain);
  return { targets, ...(manner && { manner }) };
}

function readManner(
  words: readonly Piece[],
  before: MannerText,
  complain: ComplainAt,
): MannerText | undefined {
  const [key, word, ...rest] = words;
  if (key === undefined) return before;
  const known = key.text === "via" ? VIAS : key.text === "over" ? FAMILIES : undefined;
  if (known === undefined)
    complain(key.index, `nothing may follow the manner, and here is ${JSON.stringify(key.text)}`, FORM);
  else if (key.text in before) complain(key.index, `${key.text} is written twice`);
  else if (word === undefined) complain(key.index, `${key.text} is followed by ${either(known)}`);
  else {
    const said = saidBy(key.text, word);
    if (said !== undefined) return readManner(rest, { ...before, ...said }, complain);
    const hint = didYouMean(word.text, known);
    complain(
      word.index,
      `${key.text} is followed by ${either(known)}, not ${JSON.stringify(word.text)}`,
      hint,
    );
  }
  return undefined;
}

const FORM = "a rule ends: via cluster-ip over ipv6";

function saidBy(key: string, piece: Piece): MannerText | undefined {
  const via = VIAS.find((known) => key === "via" && known === piece.text);
  const family = FAMILIES.find((known) => key === "over" && known === piece.text);
  if (via !== undefined) return { via: { piece, value: via } };
  return family && { over: { piece, value: family } };
}
