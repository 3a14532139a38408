export * from "./step-runner.ts";
