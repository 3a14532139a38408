import { type Verdict, WORST_FIRST } from "../model/index.ts";

/** The worst of some verdicts; of none it is `unknown`, since nothing measured is never a pass. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return WORST_FIRST.find((verdict) => verdicts.includes(verdict)) ?? "unknown";
}
