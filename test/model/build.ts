import {
  DEFAULT_TIMEOUTS,
  type ExpectedMatrix,
  type Flow,
  type Labels,
  type NetworkPolicy,
  type NetworkPolicySpec,
  namespaceWithImpliedLabel,
  type Pod,
  type PodRef,
  type Protocol,
  type Scenario,
  type ScenarioStep,
  type ServedPort,
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
  return { name: "test", namespaces, pods, steps, loopback: false, timeouts: DEFAULT_TIMEOUTS, ...changes };
}

/** Denies everything into namespace x, as policy and as expectation. */
export const denyIntoX: ScenarioStep = {
  name: "deny all in x",
  changes: [{ action: "apply", policy: policy("x", "deny", denyAllIngress) }],
  expect: {
    default: "allow",
    rules: [{ expect: "deny", source: { namespace: "*", name: "*" }, target: { namespace: "x", name: "*" } }],
  },
};
