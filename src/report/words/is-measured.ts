import type { StepVerdict } from "../../model/index.ts";

/** Whether anything at all was observed in a step; if not, there is no matrix to show. */
export function isMeasured({ cells, refusals }: Pick<StepVerdict, "cells" | "refusals">): boolean {
  return (
    cells.some(({ observed }) => observed.outcome !== "probe-failed") ||
    refusals.some(({ verdict }) => verdict !== "unknown" && verdict !== "skipped")
  );
}
