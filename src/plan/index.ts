export * from "./bind-addresses.ts";
export * from "./plan-scenario.ts";
export * from "./predict-step.ts";
export * from "./restoring.ts";
export * from "./sentinels.ts";
export * from "./size-of.ts";
