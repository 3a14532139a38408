import { isFailure } from "../../src/model/index.ts";
import type { Result, ScenarioResult, SuiteResult } from "./results.ts";

/** What is not as it should be: faults that the scenario one would reach for does not find, and false alarms. */
export function shortcomings(results: readonly Result[]): readonly string[] {
  return results.flatMap((result) => {
    if (result.part === "scenario") return whyWrong(result) ?? [];
    return result.part === "clean" && result.failed > 0 ? [falseAlarm(result)] : [];
  });
}

function whyWrong({ fault, scenario, verdict }: ScenarioResult): string | undefined {
  if (fault === undefined)
    return verdict === "pass" ? undefined : `${scenario} is ${verdict} on a cluster without a fault`;
  return isFailure(verdict) ? undefined : `${fault} is not found by ${scenario}, which is ${verdict}`;
}

function falseAlarm({ suite, cheapest }: SuiteResult): string {
  return `a false alarm in ${suite}${cheapest === undefined ? "" : `: ${cheapest.id}: ${cheapest.sentence}`}`;
}
