import type { Verdict } from "../model/index.ts";

/** From the worst to the best. What could not be measured weighs less than what was measured and is wrong. */
const ORDER: readonly Verdict[] = ["fail", "flaky", "xpass", "unknown", "pass", "xfail", "skipped"];

/** The worst of some verdicts; of none it is `unknown`, since nothing measured is never a pass. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return ORDER.find((verdict) => verdicts.includes(verdict)) ?? "unknown";
}
