export * from "./bind-addresses.ts";
export * from "./plan-scenario.ts";
export * from "./predict.ts";
export * from "./restoring.ts";
export * from "./sentinels.ts";
