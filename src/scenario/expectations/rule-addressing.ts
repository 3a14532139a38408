import { type IpFamily, VIAS, type Via } from "../../model/index.ts";
import { either } from "../../yaml/read-shape.ts";
import { didYouMean } from "../../yaml/suggest.ts";
import { FAMILIES } from "../world/flow-kinds.ts";
import { type Piece, pieceOf, type ReportAt } from "./text-piece.ts";

/** How the cells of a rule are addressed: in every way where nothing is written. */
export interface AddressingText {
  readonly via?: Word<Via>;
  readonly over?: Word<IpFamily>;
}

interface Word<T> {
  readonly piece: Piece;
  readonly value: T;
}

/** Splits `TARGETS via … over …`. `addressing` is absent if a problem was found in it. */
export function splitAddressing(
  right: Piece,
  report: ReportAt,
): { readonly targets: Piece; readonly addressing?: AddressingText } {
  const start = /\s(?:via|over)(?:\s|$)/.exec(right.text)?.index ?? right.text.length;
  const targets = pieceOf(right.text, 0, start, right.index);
  const words = [...right.text.slice(start).matchAll(/\S+/g)].map((match) =>
    pieceOf(right.text, start + match.index, start + match.index + match[0].length, right.index),
  );
  const addressing = readAddressing(words, {}, report);
  return { targets, ...(addressing && { addressing }) };
}

function readAddressing(
  words: readonly Piece[],
  before: AddressingText,
  report: ReportAt,
): AddressingText | undefined {
  const [key, word, ...rest] = words;
  if (key === undefined) return before;
  const known = key.text === "via" ? VIAS : key.text === "over" ? FAMILIES : undefined;
  if (known === undefined)
    report(key.index, `nothing may follow "via" and "over", and here is ${JSON.stringify(key.text)}`, FORM);
  else if (key.text in before) report(key.index, `${key.text} is written twice`);
  else if (word === undefined) report(key.index, `${key.text} is followed by ${either(known)}`);
  else {
    const found = wordOf(key.text, word);
    if (found !== undefined) return readAddressing(rest, { ...before, ...found }, report);
    const hint = didYouMean(word.text, known);
    report(word.index, `${key.text} is followed by ${either(known)}, not ${JSON.stringify(word.text)}`, hint);
  }
  return undefined;
}

const FORM = "a rule ends: via cluster-ip over ipv6";

function wordOf(key: string, piece: Piece): AddressingText | undefined {
  const via = VIAS.find((known) => key === "via" && known === piece.text);
  const family = FAMILIES.find((known) => key === "over" && known === piece.text);
  if (via !== undefined) return { via: { piece, value: via } };
  return family && { over: { piece, value: family } };
}
