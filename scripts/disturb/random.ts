/** Numbers that follow from a seed, so that what was decided by them can be repeated. */
export interface Random {
  /** A whole number from 0, less than `below`. */
  below(below: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
}

/** The generator mulberry32: enough to choose with. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => next() % limit;
  return { below, pick: (list) => list[below(list.length)] ?? list[0] };
}
