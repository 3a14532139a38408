/** What a script may take on a machine that is very busy, in ms, whatever is in it. */
const BASE_MS = 30_000;

/** What it may take besides for each of its characters: the network of 500 pods takes 300,000 of them. */
const PER_CHARACTER_MS = 0.2;

/** How long a script may take, in ms. */
export function scriptLimitMs(script: string): number {
  return BASE_MS + Math.ceil((script.length * PER_CHARACTER_MS) / 1_000) * 1_000;
}

/** The first command of a script, shortened, for a sentence about it. */
export function firstCommand(script: string): string {
  const line = script.split("\n").find((each) => each.trim() !== "") ?? "";
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
