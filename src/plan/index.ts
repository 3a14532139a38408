export * from "./plan-scenario.ts";
export * from "./predict.ts";
export * from "./with-sentinels.ts";
