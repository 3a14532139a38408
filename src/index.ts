/** The library: parse a scenario, run it on a cluster, render the report. */
export { type MemoryClusterOptions, memoryCluster } from "./cluster/memory.ts";
export * from "./cluster/port.ts";
export {
  type KubernetesOptions,
  kubernetesCluster,
  type LiveState,
  readLiveState,
} from "./kubernetes/index.ts";
export {
  type GroupItem,
  type GroupOptions,
  type Progress,
  type RunOptions,
  runGroup,
} from "./measure/index.ts";
export * from "./model/index.ts";
export { type LocalClusterOptions, localCluster } from "./netns/index.ts";
export { planScenario } from "./plan/index.ts";
export { compilePolicies, decide } from "./policy/index.ts";
export { predictPlan, predictState } from "./predict.ts";
export { type Reporter, renderReport, renderTerminal, reporters } from "./report/index.ts";
export { run } from "./run.ts";
export { type ParseResult, type Problem, parseScenario, renderProblems } from "./scenario/index.ts";
export { agentProgram } from "./system/agent-program.ts";
export { type Clock, systemClock } from "./system/clock.ts";
