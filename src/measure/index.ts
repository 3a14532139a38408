/** From a plan and a cluster to what was measured, and to a report of it. */
export { knownAddresses } from "./known-addresses.ts";
export { Measurements, type Progress } from "./measurements.ts";
export { bothErrors, judgeMeasured, startStopwatch, withoutSession } from "./reporting.ts";
export { type GroupItem, type GroupOptions, runGroup } from "./run-group.ts";
export type { RunOptions } from "./run-options.ts";
export { settled } from "./settled.ts";
export { sharedSignal } from "./shared-signal.ts";
