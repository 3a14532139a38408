import type { Path } from "./offsets.ts";

/**
 * Where a value is written. A value that a placeholder brought is written elsewhere than its own path says; `textIndex`
 * leads from a character of a text to the character of what is written. `children` are those that are not simply under it.
 */
export interface Origin {
  readonly path: Path;
  readonly textIndex?: (index: number) => number;
  readonly children?: ReadonlyMap<string | number, Origin>;
}

/** Where the value under a key is written. */
export function originUnder({ path, children }: Origin, key: string | number): Origin {
  return children?.get(key) ?? { path: [...path, key] };
}
