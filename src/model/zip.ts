/**
 * Two lists of equal length as pairs, in their order.
 *
 * @throws Error if one is longer: entries would be compared with nothing.
 */
export function zip<A, B>(first: readonly A[], second: readonly B[]): readonly (readonly [A, B])[] {
  if (first.length !== second.length)
    throw new Error(`${first.length} entries cannot be paired with ${second.length}`);
  return first.map((each, index) => [each, second[index] as B]);
}
