export { SLACK_MS } from "./ask-pods.ts";
export * from "./estimate.ts";
export * from "./step-runner.ts";
export { longestLaunchingMs, longestRoundMs } from "./tempo.ts";
