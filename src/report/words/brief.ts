import type { Report, StepVerdict } from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { flowLines } from "./flow-list.ts";
import { isMeasured } from "./is-measured.ts";
import { mismatchGroups } from "./mismatch.ts";
import { refusalText } from "./refusals.ts";

/** Why a step is no pass, by one example: `x/* -> x/b:80: expected deny, observed reachable: …`. */
export function stepBrief(step: StepVerdict): string | undefined {
  const [group] = mismatchGroups(step);
  if (group === undefined) return wholeStepBrief(step);
  if (!isMeasured(step)) return group.summary;
  const [flows = ""] = flowLines(
    group.cells.map(({ flow }) => flow),
    step.cells.map(({ flow }) => flow),
  );
  return `${flows}: ${group.summary}`;
}

function wholeStepBrief({ refusals, verdict, xfail }: StepVerdict): string | undefined {
  const refusal = refusals.find((each) => each.verdict !== "pass");
  if (refusal !== undefined) return refusalText(refusal);
  return verdict === "xpass" ? `nothing failed, but it was expected to: ${oneLine(xfail ?? "")}` : undefined;
}

/** Why a scenario is no pass, in a line: what it lacks, what the cluster lacks, or the worst step's example. */
export function reportBrief(report: Report): string {
  const { skipped, findings, steps, verdict } = report;
  if (skipped.length > 0) return skipped.map(oneLine).join("; ");
  const worst = steps.find((step) => step.verdict === verdict);
  const example = worst === undefined ? undefined : stepBrief(worst);
  if (worst !== undefined && isMeasured(worst) && example !== undefined)
    return steps.length === 1 ? example : `${oneLine(worst.name)}: ${example}`;
  return [...findings.map(oneLine), example ?? "nothing failed, but it was expected to"][0] ?? "";
}
