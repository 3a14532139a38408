import type { Report } from "../../model/index.ts";

/** `CY-3 a rule [direction=egress, protocol=UDP]`: a scenario's name, and its parameters if it has some. */
export function scenarioTitle({ scenario, parameters }: Pick<Report, "scenario" | "parameters">): string {
  const pairs = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? scenario : `${scenario} [${pairs.join(", ")}]`;
}
