/**
 * The library: parse a scenario, run it on a cluster, render the report. Nothing here loads a Kubernetes client;
 * that cluster is `netverdict/kubernetes`.
 */
export { type MemoryClusterOptions, memoryCluster } from "./cluster/memory.ts";
export {
  type BatchReply,
  type Cluster,
  ClusterError,
  type ClusterLimits,
  type ClusterSession,
  type Placement,
  type ProbeBatch,
  type ProbeRequest,
  type UnresponsiveListener,
} from "./cluster/port.ts";
export {
  type GroupItem,
  type GroupOptions,
  type Progress,
  type RunLimits,
  type RunOptions,
  runGroup,
  runLimits,
} from "./measure/index.ts";
export {
  type Addresses,
  type Capabilities,
  type CellVerdict,
  type Change,
  type ClusterFacts,
  type ClusterState,
  type Decision,
  type Endpoint,
  type Enforcement,
  type Expectation,
  type Explanation,
  type Feature,
  type Flow,
  flowName,
  type LabelSelector,
  type Labels,
  type Namespace,
  type NetworkPolicy,
  type Observation,
  type Outcome,
  type Plan,
  type PlannedStep,
  type Pod,
  type PodRef,
  type PolicyObject,
  type PredictedCell,
  type PredictedStep,
  type Protocol,
  podRef,
  type Report,
  type Requirement,
  type RunRecord,
  type Scenario,
  type ScenarioStep,
  type Service,
  type StepVerdict,
  type Target,
  type Timeouts,
  type Verdict,
  type World,
} from "./model/index.ts";
export { type LocalClusterOptions, localCluster } from "./netns/index.ts";
export { planScenario } from "./plan/index.ts";
export { compilePolicies, decide, type PolicyKind } from "./policy/index.ts";
export { predictPlan, predictState } from "./predict.ts";
export { type Reporter, renderReport, renderTerminal, reporters } from "./report/index.ts";
export { run } from "./run.ts";
export {
  type ParseOptions,
  type ParseResult,
  type Problem,
  parseScenario,
  renderProblems,
} from "./scenario/index.ts";
export { agentProgram } from "./system/agent-program.ts";
export { type Clock, systemClock } from "./system/clock.ts";
