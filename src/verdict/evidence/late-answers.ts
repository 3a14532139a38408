import type { Round } from "../../model/index.ts";

/** Says that silence in the last round of a step proves nothing, and why; undefined if it does. */
export function whySilenceProvesNothing(rounds: readonly Round[]): string | undefined {
  const reason = rounds.at(-1)?.overloaded;
  if (reason === undefined) return undefined;
  const late = rounds.filter(({ overloaded }) => overloaded !== undefined).length;
  const all = rounds.length === 1 ? "1 round" : `${rounds.length} rounds`;
  return (
    `answers came late in ${late} of ${all}, so that silence proves nothing there, ` +
    `since the cluster is overloaded or loses packets: ${reason}`
  );
}
