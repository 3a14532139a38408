import { oneLine } from "../../safe-text/index.ts";
import { type Shard, type SuiteItem, select, shardOf, unknownTags } from "../../suite/index.ts";
import { InputError } from "../input-error.ts";

/** The flags that choose among the scenarios of a suite. */
export interface SelectionFlags {
  readonly grep?: RegExp;
  readonly tag?: readonly string[];
  readonly shard?: Shard;
}

/** Reads a regular expression; upper and lower case matter. */
export function parseGrep(text: string): RegExp {
  try {
    return new RegExp(text, "u");
  } catch (error) {
    throw new InputError(`--grep ${oneLine(text)}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Reads `i/n`, counted from 1. */
export function parseShard(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > count)
    throw new InputError(`--shard ${oneLine(text)}: write I/N, such as 1/3, 2/3 and 3/3`);
  return { index, count };
}

/** The scenarios that the flags mean. Throws InputError if there are none: nothing would be measured. */
export function chooseItems(
  items: readonly SuiteItem[],
  { grep, tag = [], shard }: SelectionFlags,
): readonly SuiteItem[] {
  const unknown = unknownTags(items, tag);
  if (unknown.length > 0) throw new InputError(noSuchTag(unknown, items));
  const selected = select(items, { tags: tag, ...(grep === undefined ? {} : { grep }) });
  if (selected.length === 0) throw new InputError(`none of ${items.length} scenarios is what you asked for`);
  if (shard === undefined) return selected;
  // More parts than scenarios: each is a part of its own, and the others are empty.
  const count = Math.min(shard.count, selected.length);
  if (shard.index <= count) return shardOf(selected, { index: shard.index, count });
  throw new InputError(
    `shard ${shard.index}/${shard.count} is empty: there are only ${selected.length} scenarios`,
  );
}

function noSuchTag(words: readonly string[], items: readonly SuiteItem[]): string {
  const known = [...new Set(items.flatMap(({ scenario }) => scenario.tags))].sort();
  const there =
    known.length === 0 ? "no scenario has tags" : `the tags are: ${known.map(oneLine).join(", ")}`;
  return `--tag ${words.map(oneLine).join(", ")}: no scenario has that tag; ${there}`;
}
