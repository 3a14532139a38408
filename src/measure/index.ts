/** From a plan and a cluster to what was measured, and to a report of it. */
export { capabilitiesInTime, closeInTime, type Opening, openInTime } from "./in-time.ts";
export { knownAddresses } from "./known-addresses.ts";
export { type RunLimits, runLimits } from "./limits.ts";
export { type Measured, Measurements } from "./measurements.ts";
export type { Progress } from "./plan-in-progress.ts";
export { bothErrors, judgeMeasured, startStopwatch, withoutSession } from "./reporting.ts";
export { type GroupItem, type GroupOptions, runGroup } from "./run-group.ts";
export type { RunOptions } from "./run-options.ts";
export { settled } from "./settled.ts";
export { sharedSignal } from "./shared-signal.ts";
