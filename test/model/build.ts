import assert from "node:assert/strict";
import {
  DEFAULT_TIMEOUTS,
  type ExpectedMatrix,
  type Flow,
  type FlowKinds,
  isNetworkPolicy,
  type Labels,
  type NetworkPolicy,
  type NetworkPolicySpec,
  namespaceWithImpliedLabel,
  type Pod,
  type PodRef,
  type PolicyObject,
  type Protocol,
  type Round,
  type Scenario,
  type ScenarioStep,
  type ServedPort,
  type Service,
  type ServicePort,
  type StepRecord,
} from "../../src/model/index.ts";

/** A pod that serves TCP 80 unless said otherwise. */
export function pod(
  ref: PodRef,
  labels: Labels = {},
  ports: readonly ServedPort[] = [{ port: 80, protocol: "TCP" }],
): Pod {
  const [namespace = "", name = ""] = ref.split("/");
  return { ref, namespace, name, labels, ports };
}

export function flow(source: PodRef, target: PodRef, port = 80, protocol: Protocol = "TCP"): Flow {
  return { source, target, port, protocol };
}

export function policy(namespace: string, name: string, spec: NetworkPolicySpec): NetworkPolicy {
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { namespace, name }, spec };
}

/** The spec of an object that must be a NetworkPolicy. */
export function specOf(object: PolicyObject | undefined): NetworkPolicySpec {
  assert.ok(object !== undefined && isNetworkPolicy(object), "it is no NetworkPolicy");
  return object.spec;
}

export const denyAllIngress: NetworkPolicySpec = { podSelector: {}, policyTypes: ["Ingress"] };

export const allowAll: ExpectedMatrix = { default: "allow", rules: [] };

/** A scenario with the namespaces of its pods and steps that hold for one round. */
export function scenario(
  pods: readonly Pod[],
  steps: readonly ScenarioStep[],
  changes: Partial<Scenario> = {},
): Scenario {
  const namespaces = [...new Set(pods.map(({ namespace }) => namespace))].map((name) =>
    namespaceWithImpliedLabel(name),
  );
  return {
    name: "test",
    tags: [],
    parameters: {},
    requires: [],
    namespaces,
    pods,
    services: [],
    steps,
    flows: podFlows,
    timeouts: DEFAULT_TIMEOUTS,
    ...changes,
  };
}

/** One cell for each served port, by pod IP, in the cluster's own family. */
export const podFlows: FlowKinds = { loopback: false, via: ["pod-ip"], families: [] };

/** A step that changes nothing and expects everything to be allowed, unless said otherwise. */
export function step(name: string, changes: Partial<ScenarioStep> = {}): ScenarioStep {
  return { name, changes: [], refused: [], waitMs: 0, expect: allowAll, ...changes };
}

/** A Service of `namespace/name` for pods with these labels, leading port 80 to 80 over TCP unless said otherwise. */
export function service(ref: PodRef, selector: Labels, ports: readonly ServicePort[] = [HTTP]): Service {
  const [namespace = "", name = ""] = ref.split("/");
  return { ref, namespace, name, backs: { selector }, headless: false, ports };
}

const HTTP: ServicePort = { port: 80, protocol: "TCP", targetPort: 80 };

/** A step's record without refusals. */
export function stepRecord(rounds: readonly Round[], rest: Partial<StepRecord> = {}): StepRecord {
  return {
    refusals: [],
    sentinelRounds: [],
    appliedMs: 0,
    rounds,
    ...rest,
  };
}

/** Denies everything into namespace x, as policy and as expectation. */
export const denyIntoX: ScenarioStep = step("deny all in x", {
  changes: [{ action: "apply", object: policy("x", "deny", denyAllIngress) }],
  expect: {
    default: "allow",
    rules: [{ expect: "deny", source: { namespace: "*", name: "*" }, target: { namespace: "x", name: "*" } }],
  },
});
