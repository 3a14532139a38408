export * from "./estimate.ts";
export * from "./step-runner.ts";
