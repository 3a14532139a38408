import type { StepVerdict } from "../model/index.ts";

/** Whether anything at all was observed in a step; if not, there is no matrix to show. */
export function isMeasured({ cells }: Pick<StepVerdict, "cells">): boolean {
  return cells.some(({ observed }) => observed.outcome !== "probe-failed");
}
