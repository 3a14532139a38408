import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type ClusterState,
  type Flow,
  flowName,
  type IngressRule,
  type NetworkPolicy,
  type NetworkPolicySpec,
  type PolicyPeer,
  type PolicyPort,
  type SelectorRequirement,
} from "../../src/model/index.ts";
import { compilePolicies } from "../../src/policy/index.ts";
import { policy } from "../model/build.ts";
import { addressesOf, world } from "./world.ts";

const EMPTY = world("x/a x/b y/a y/b z/a");
const FLOWS: readonly Flow[] = EMPTY.pods.flatMap((source) =>
  EMPTY.pods.flatMap((target) =>
    target.ports.map(({ port, protocol }) => ({ source: source.ref, target: target.ref, port, protocol })),
  ),
);

// Undefined stands for an absent field; JSON drops it, as the API would not have it either.
function optional<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

const requirement: fc.Arbitrary<SelectorRequirement> = fc.record({
  key: fc.constantFrom("pod", "ns", "other"),
  operator: fc.constantFrom("In", "NotIn", "Exists", "DoesNotExist"),
  values: fc.array(fc.constantFrom("a", "b", "x", "y"), { minLength: 1, maxLength: 2 }),
});
const selector = fc.record({ matchExpressions: fc.array(requirement, { maxLength: 2 }) });
const ipBlock = fc.record({
  cidr: fc.constantFrom("0.0.0.0/0", "10.0.0.0/30", "10.0.0.4/31", "fd00::/16"),
  except: fc.constantFrom([], ["10.0.0.2/32"]),
});
const peer: fc.Arbitrary<PolicyPeer> = fc
  .oneof(
    fc.record({ podSelector: optional(selector), namespaceSelector: optional(selector) }),
    fc.record({ ipBlock }),
  )
  .map((value): PolicyPeer => present(value));
const port: fc.Arbitrary<PolicyPort> = fc
  .record({
    protocol: optional(fc.constantFrom("TCP" as const, "UDP" as const, "SCTP" as const)),
    port: optional(fc.constantFrom(80, 81, "serve-80-tcp", "serve-81-udp")),
  })
  .map((value): PolicyPort => present(value));
const peers = optional(fc.array(peer, { maxLength: 2 }));
const ports = optional(fc.array(port, { maxLength: 2 }));
const spec: fc.Arbitrary<NetworkPolicySpec> = fc
  .record({
    podSelector: optional(selector),
    policyTypes: optional(fc.subarray(["Ingress", "Egress"] as const)),
    ingress: optional(fc.array(fc.record({ from: peers, ports }), { maxLength: 2 })),
    egress: optional(fc.array(fc.record({ to: peers, ports }), { maxLength: 2 })),
  })
  .map((value): NetworkPolicySpec => present(value));
const policies: fc.Arbitrary<readonly NetworkPolicy[]> = fc
  .array(fc.tuple(fc.constantFrom("x", "y", "z"), spec), { maxLength: 4 })
  .map((list) => list.map(([namespace, each], index) => policy(namespace, `p${index}`, each)));

function present<T>(value: unknown): T {
  return JSON.parse(JSON.stringify(value));
}

function withPolicies(list: readonly NetworkPolicy[]): ClusterState {
  return { ...EMPTY, policies: list };
}

/** The names of the flows that a state allows. */
function allowed(state: ClusterState): ReadonlySet<string> {
  const decide = compilePolicies(state, addressesOf(state));
  return new Set(FLOWS.filter((flow) => decide(flow).allowed).map(flowName));
}

function assertSubset(small: ReadonlySet<string>, large: ReadonlySet<string>): void {
  assert.deepEqual(
    [...small].filter((name) => !large.has(name)),
    [],
  );
}

/** Runs each law often enough that generated policies both allow and deny. */
function law(title: string, property: () => fc.IRawProperty<unknown, false>): void {
  it(title, () => fc.assert(property(), { numRuns: 150 }));
}

describe("laws of NetworkPolicy", () => {
  law("the order of policies changes no decision", () =>
    fc.property(policies, (list) => {
      const decide = compilePolicies(withPolicies(list), addressesOf(EMPTY));
      const reversed = compilePolicies(withPolicies(list.toReversed()), addressesOf(EMPTY));
      for (const flow of FLOWS) assert.deepEqual(decide(flow), reversed(flow), flowName(flow));
    }),
  );

  law("a rule more in a policy that isolates already denies nothing more", () =>
    fc.property(
      policies,
      spec,
      fc.record({ from: peers, ports }).map((value): IngressRule => present(value)),
      (list, base, rule) => {
        const isolating: NetworkPolicySpec = { ...base, policyTypes: ["Ingress"] };
        const more: NetworkPolicySpec = { ...isolating, ingress: [...(isolating.ingress ?? []), rule] };
        const before = allowed(withPolicies([...list, policy("x", "q", isolating)]));
        assertSubset(before, allowed(withPolicies([...list, policy("x", "q", more)])));
      },
    ),
  );

  law("a policy more denies nothing more where every pod is isolated already", () =>
    fc.property(policies, spec, (list, extra) => {
      const isolated = ["x", "y", "z"].map((namespace) =>
        policy(namespace, "all", { policyTypes: ["Ingress", "Egress"] }),
      );
      const before = allowed(withPolicies([...isolated, ...list]));
      assertSubset(before, allowed(withPolicies([...isolated, ...list, policy("x", "q", extra)])));
    }),
  );

  law("both ends must allow, except where they are one", () =>
    fc.property(policies, (list) => {
      const decide = compilePolicies(withPolicies(list), addressesOf(EMPTY));
      for (const flow of FLOWS) {
        const decision = decide(flow);
        assert.equal(
          decision.allowed,
          flow.source === flow.target || (decision.egress.allowed && decision.ingress.allowed),
        );
      }
    }),
  );

  law("a flow is denied exactly where a pod is isolated and no rule is named that allows", () =>
    fc.property(policies, (list) => {
      const decide = compilePolicies(withPolicies(list), addressesOf(EMPTY));
      for (const flow of FLOWS.filter(({ source, target }) => source !== target)) {
        for (const { allowed: isAllowed, selecting, allowedBy } of [
          decide(flow).egress,
          decide(flow).ingress,
        ]) {
          assert.equal(isAllowed, selecting.length === 0 || allowedBy !== undefined);
          if (allowedBy !== undefined) assert.ok(selecting.includes(allowedBy.policy));
        }
      }
    }),
  );

  law("a label that no selector mentions changes nothing", () =>
    fc.property(policies, fc.constantFrom(...EMPTY.pods), (list, pod) => {
      const state = withPolicies(list);
      const pods = state.pods.map((each) =>
        each === pod ? { ...each, labels: { ...each.labels, unmentioned: "1" } } : each,
      );
      assert.deepEqual(allowed({ ...state, pods }), allowed(state));
    }),
  );

  law("policies of a namespace decide only about flows that begin or end there", () =>
    fc.property(policies, spec, (list, extra) => {
      const before = allowed(withPolicies(list));
      const after = allowed(withPolicies([...list, policy("x", "q", extra)]));
      const elsewhere = FLOWS.filter(({ source, target }) => !`${source} ${target}`.includes("x/")).map(
        flowName,
      );
      assert.deepEqual(
        elsewhere.filter((name) => before.has(name)),
        elsewhere.filter((name) => after.has(name)),
      );
    }),
  );
});
