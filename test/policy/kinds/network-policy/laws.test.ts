import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type ClusterState,
  type Decision,
  type DirectionDecision,
  type Flow,
  flowName,
  type NetworkPolicy,
  type NetworkPolicySpec,
  type PolicyType,
} from "../../../../src/model/index.ts";
import { compilePolicies } from "../../../../src/policy/index.ts";
import { policy } from "../../../model/build.ts";
import { addressesOf } from "../../world.ts";
import {
  arbitraryIngressRule,
  arbitraryPolicies,
  arbitrarySpec,
  PLAYGROUND,
  PLAYGROUND_FLOWS,
  policiesWithoutBlocks,
} from "./arbitrary-policies.ts";
import { dense, sparse } from "./empty-and-absent.ts";

const ADDRESSES = addressesOf(PLAYGROUND);

function withPolicies(policies: readonly NetworkPolicy[]): ClusterState {
  return { ...PLAYGROUND, policies };
}

function deciding(policies: readonly NetworkPolicy[]): (flow: Flow) => Decision {
  return compilePolicies(withPolicies(policies), ADDRESSES);
}

/** The names of the flows that a state allows, over the family that is dialed first and over IPv6. */
function allowed(state: ClusterState): ReadonlySet<string> {
  const decide = compilePolicies(state, ADDRESSES);
  const flows = PLAYGROUND_FLOWS.flatMap((flow): Flow[] => [flow, { ...flow, family: "ipv6" }]);
  return new Set(flows.filter((flow) => decide(flow).allowed).map(flowName));
}

function assertSubset(small: ReadonlySet<string>, large: ReadonlySet<string>): void {
  assert.deepEqual(
    [...small].filter((name) => !large.has(name)),
    [],
  );
}

/** Asserts that two evaluators say the same of every flow, reasons included. */
function assertSame(actual: (flow: Flow) => Decision, expected: (flow: Flow) => Decision): void {
  const differs = (flow: Flow): boolean => JSON.stringify(actual(flow)) !== JSON.stringify(expected(flow));
  const flow = PLAYGROUND_FLOWS.find(differs);
  if (flow !== undefined) assert.deepEqual(actual(flow), expected(flow), flowName(flow));
}

/** A failure prints the seed and the path with which it can be repeated. */
function law(title: string, property: () => fc.IRawProperty<unknown, false>): void {
  it(title, () => fc.assert(property(), { numRuns: 150 }));
}

describe("laws of NetworkPolicy", () => {
  law("the order of policies changes no decision", () =>
    fc.property(arbitraryPolicies, (list) => {
      const [decide, reversed] = [deciding(list), deciding(list.toReversed())];
      assertSame(reversed, decide);
    }),
  );

  law("of two sets of policies a pod may do what either lets it that isolates it, in each direction", () =>
    fc.property(arbitraryPolicies, arbitraryPolicies, (some, more) => {
      const others = more.map((each, index) => policy(each.metadata.namespace, `q${index}`, each.spec));
      const [first, second, both] = [deciding(some), deciding(others), deciding([...some, ...others])];
      for (const flow of PLAYGROUND_FLOWS.filter(({ source, target }) => source !== target)) {
        for (const end of ["egress", "ingress"] as const) {
          const [one, two, union] = [first(flow)[end], second(flow)[end], both(flow)[end]];
          assert.equal(`${union.selecting}`, `${[...one.selecting, ...two.selecting].sort()}`);
          assert.equal(union.allowed, allowedByUnion(one, two), flowName(flow));
        }
      }
    }),
  );

  law("a rule more in a policy that isolates already denies nothing more", () =>
    fc.property(arbitraryPolicies, arbitrarySpec, arbitraryIngressRule, (list, base, rule) => {
      const isolating: NetworkPolicySpec = { ...base, policyTypes: ["Ingress"] };
      const more: NetworkPolicySpec = { ...isolating, ingress: [...(isolating.ingress ?? []), rule] };
      const without = allowed(withPolicies([...list, policy("x", "q", isolating)]));
      assertSubset(without, allowed(withPolicies([...list, policy("x", "q", more)])));
    }),
  );

  law("a policy more denies nothing more where every pod is isolated already", () =>
    fc.property(arbitraryPolicies, arbitrarySpec, (list, extra) => {
      const isolated = ["x", "y", "z"].map((namespace) =>
        policy(namespace, "all", { policyTypes: ["Ingress", "Egress"] }),
      );
      const without = allowed(withPolicies([...isolated, ...list]));
      assertSubset(without, allowed(withPolicies([...isolated, ...list, policy("x", "q", extra)])));
    }),
  );

  law("both ends must allow, except where they are one", () =>
    fc.property(arbitraryPolicies, (list) => {
      const decide = deciding(list);
      const [onlyEgress, onlyIngress] = [
        deciding(list.map(only("Egress"))),
        deciding(list.map(only("Ingress"))),
      ];
      for (const flow of PLAYGROUND_FLOWS) {
        const bothAllow = onlyEgress(flow).allowed && onlyIngress(flow).allowed;
        assert.equal(decide(flow).allowed, flow.source === flow.target || bothAllow, flowName(flow));
      }
    }),
  );

  law("a flow is denied exactly where a pod is isolated and no rule is named that allows", () =>
    fc.property(arbitraryPolicies, (list) => {
      const decide = deciding(list);
      for (const flow of PLAYGROUND_FLOWS.filter(({ source, target }) => source !== target)) {
        const { egress, ingress } = decide(flow);
        for (const { allowed: isAllowed, selecting, allowedBy } of [egress, ingress]) {
          assert.equal(isAllowed, selecting.length === 0 || allowedBy !== undefined);
          if (allowedBy !== undefined) assert.ok(selecting.includes(allowedBy.policy));
        }
      }
    }),
  );

  law("a label that no selector mentions changes nothing", () =>
    fc.property(
      arbitraryPolicies,
      fc.constantFrom(...PLAYGROUND.pods),
      fc.constantFrom(...PLAYGROUND.namespaces),
      (list, pod, namespace) => {
        const state = withPolicies(list);
        const labelled = <T extends { readonly labels: object }>(each: T, chosen: T): T =>
          each === chosen ? { ...each, labels: { ...each.labels, unmentioned: "1" } } : each;
        const pods = state.pods.map((each) => labelled(each, pod));
        const namespaces = state.namespaces.map((each) => labelled(each, namespace));
        assert.deepEqual(allowed({ ...state, pods, namespaces }), allowed(state));
      },
    ),
  );

  law("the same policy under another name changes nothing", () =>
    fc.property(arbitraryPolicies, fc.nat({ max: 3 }), (list, index) => {
      const original = list[index];
      if (original === undefined) return;
      const twin = policy(original.metadata.namespace, "twin", original.spec);
      assert.deepEqual(allowed(withPolicies([...list, twin])), allowed(withPolicies(list)));
    }),
  );

  law("a policy that selects no pod changes nothing", () =>
    fc.property(arbitraryPolicies, arbitrarySpec, (list, spec) => {
      const decide = deciding(list);
      const nobody = { matchExpressions: [{ key: "nobody", operator: "Exists" as const }] };
      const more = deciding([
        ...list,
        policy("x", "q", { ...spec, podSelector: nobody }),
        policy("empty", "q", spec),
      ]);
      assertSame(more, decide);
    }),
  );

  law("what is empty and what is absent mean the same, wherever the API says so", () =>
    fc.property(arbitraryPolicies, (list) => {
      const decide = deciding(list);
      const [less, more] = [deciding(list.map(sparse)), deciding(list.map(dense))];
      assertSame(less, decide);
      assertSame(more, decide);
    }),
  );

  law("without blocks the family of a flow changes nothing", () =>
    fc.property(policiesWithoutBlocks, (list) => {
      const decide = deciding(list);
      for (const family of ["ipv4", "ipv6"] as const)
        assertSame((flow) => decide({ ...flow, family }), decide);
    }),
  );

  law("policies of a namespace decide only about flows that begin or end there", () =>
    fc.property(arbitraryPolicies, arbitrarySpec, (list, extra) => {
      const without = allowed(withPolicies(list));
      const within = allowed(withPolicies([...list, policy("x", "q", extra)]));
      const elsewhere = PLAYGROUND_FLOWS.filter(
        ({ source, target }) => !`${source} ${target}`.includes("x/"),
      ).map(flowName);
      assert.deepEqual(
        elsewhere.filter((name) => without.has(name)),
        elsewhere.filter((name) => within.has(name)),
      );
    }),
  );
});

/** An end that no policy of one set isolates is left to the other set. */
function allowedByUnion(one: DirectionDecision, two: DirectionDecision): boolean {
  const isolating = [one, two].filter(({ selecting }) => selecting.length > 0);
  return isolating.length === 0 || isolating.some((each) => each.allowed);
}

/** The policies as they are for one direction alone. */
function only(direction: PolicyType): (policy: NetworkPolicy) => NetworkPolicy {
  return (each) => {
    const { policyTypes = [], egress = [] } = each.spec;
    const byDefault = direction === "Ingress" || egress.length > 0;
    const isolates = policyTypes.length === 0 ? byDefault : policyTypes.includes(direction);
    const selector = isolates ? {} : { podSelector: { matchLabels: { nobody: "1" } } };
    return { ...each, spec: { ...each.spec, policyTypes: [direction], ...selector } };
  };
}
