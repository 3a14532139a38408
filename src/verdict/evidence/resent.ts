import type { Round, StepVerdict } from "../../model/index.ts";

/** How many answers of a step came only when a packet had been sent again; undefined if none did. */
export function resentIn(rounds: readonly Round[]): StepVerdict["resent"] {
  const answers = rounds.flatMap(({ observations }) =>
    observations.filter(({ outcome }) => outcome === "reachable"),
  );
  const late = answers.filter(({ lost }) => lost !== undefined).length;
  return late === 0 ? undefined : { answers: answers.length, late };
}
