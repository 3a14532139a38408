import type { Size, Timeouts } from "../model/index.ts";
import { FLOOR_MS, LAUNCHES_PER_SECOND } from "./tempo.ts";

/**
 * About how long measuring takes on a healthy cluster, in ms, without making and removing pods. Each step, the control
 * step and the canary included, is measured until it has been as expected for `hold` rounds. A round launches its cells at
 * the pace of a run, and then waits one probe timeout for the last of them, as soon as one is silent. A calibrated timeout
 * is taken to be the shortest; what is not as expected takes longer, up to the grace period.
 */
export function estimatedMs(size: Size, { probeMs, hold }: Timeouts): number {
  const launchingMs = ((size.controlCells + size.cells) / LAUNCHES_PER_SECOND) * 1000;
  const silentSteps = size.steps + 1;
  const timeoutMs = probeMs === "auto" ? FLOOR_MS : probeMs;
  return hold * (launchingMs + silentSteps * timeoutMs) + size.waitMs;
}
