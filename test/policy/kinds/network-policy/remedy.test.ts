import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Addresses,
  afterChange,
  type ClusterState,
  type Flow,
  type IngressRule,
  type NetworkPolicy,
  type NetworkPolicySpec,
  type Pod,
  type PodRef,
  type PolicyPeer,
  podRef,
  type Remedy,
  type RemedyStep,
} from "../../../../src/model/index.ts";
import { decide, explainFlow } from "../../../../src/policy/index.ts";
import { flow, policy, service } from "../../../model/build.ts";
import { addressesOf, world } from "../../world.ts";
import { arbitraryPolicies, PLAYGROUND, PLAYGROUND_FLOWS } from "./arbitrary-policies.ts";

const WEB = { matchLabels: { pod: "web" } };

/** x/web, x/fe and y/fe, whose label tier is frontend. */
function shop(policies: readonly NetworkPolicy[]): ClusterState {
  const state = world("x/web x/fe y/fe", policies);
  const tiered = (pod: Pod): Pod =>
    pod.name === "fe" ? { ...pod, labels: { ...pod.labels, tier: "frontend" } } : pod;
  return { ...state, pods: state.pods.map(tiered) };
}

function remedyFor(
  state: ClusterState,
  asked: Flow,
  direction: "ingress" | "egress" = "ingress",
  addresses: Addresses = addressesOf(state),
): Remedy | undefined {
  return explainFlow(state, addresses, asked).connections[0]?.[direction].remedy;
}

/** What helps x/fe into x/web, which only these rules let in. */
function helpWith(
  ingress: readonly IngressRule[],
  others: readonly NetworkPolicy[] = [],
  source: PodRef = "x/fe",
): Remedy | undefined {
  return remedyFor(shop([policy("x", "p", { podSelector: WEB, ingress }), ...others]), flow(source, "x/web"));
}

function stepsFor(peer: PolicyPeer, source: PodRef = "x/fe"): readonly RemedyStep[] | undefined {
  const remedy = helpWith([{ from: [peer] }], [], source);
  return remedy?.rule === 0 ? remedy.steps : undefined;
}

function byTier(...requirements: readonly [operator: "In" | "NotIn", ...values: string[]][]): PolicyPeer {
  return {
    podSelector: {
      matchExpressions: requirements.map(([operator, ...values]) => ({ key: "tier", operator, values })),
    },
  };
}

const ofFe = { of: "pod", name: "x/fe", key: "tier" } as const;
const newRule: RemedyStep = { kind: "add-rule", port: 80, protocol: "TCP", pod: "x/fe" };

/** Denies all that pods with a label send. */
function mute(tier: string): NetworkPolicy {
  return policy("x", `mute-${tier}`, { podSelector: { matchLabels: { tier } }, policyTypes: ["Egress"] });
}

describe("what helps a flow through", () => {
  it("is a label with a value that meets all requirements on its key", () => {
    assert.deepEqual(stepsFor(byTier(["In", "frontend", "backend"], ["In", "backend", "db"])), [
      { kind: "set-label", ...ofFe, values: ["backend"] },
    ]);
    assert.deepEqual(stepsFor(byTier(["In", "backend", "db", "ops"], ["NotIn", "db"])), [
      { kind: "set-label", ...ofFe, values: ["backend", "ops"] },
    ]);
  });

  it("is no label where requirements contradict each other, but another rule", () => {
    for (const peer of [
      byTier(["In", "frontend"], ["NotIn", "frontend"]),
      byTier(["In", "a"], ["In", "b"]),
      {
        podSelector: {
          matchExpressions: [
            { key: "tier", operator: "DoesNotExist" },
            { key: "tier", operator: "Exists" },
          ],
        },
      },
      {
        podSelector: {
          matchLabels: { tier: "a" },
          matchExpressions: [{ key: "tier", operator: "DoesNotExist" }],
        },
      },
    ] satisfies readonly PolicyPeer[]) {
      assert.deepEqual(helpWith([{ from: [peer] }]), { policy: "x/p", steps: [newRule] });
      const state = shop([policy("x", "p", { podSelector: WEB, ingress: [{ from: [peer] }] })]);
      const { ingress } = explainFlow(state, addressesOf(state), flow("x/fe", "x/web")).connections[0] ?? {};
      assert.deepEqual(ingress?.policies[0]?.rules[0]?.peers, [
        [{ kind: "contradiction", of: "pod", key: "tier" }],
      ]);
    }
  });

  it("is one label more, or one less", () => {
    const needs = (operator: "Exists" | "DoesNotExist", key: string): PolicyPeer => ({
      podSelector: { matchExpressions: [{ key, operator }] },
    });
    assert.deepEqual(stepsFor(needs("Exists", "team")), [
      { kind: "add-label", of: "pod", name: "x/fe", key: "team", except: [] },
    ]);
    assert.deepEqual(stepsFor(needs("DoesNotExist", "tier")), [
      { kind: "remove-label", ...ofFe, value: "frontend" },
    ]);
    assert.deepEqual(stepsFor(byTier(["NotIn", "frontend", "db"])), [
      { kind: "remove-label", ...ofFe, value: "frontend" },
    ]);
    const but = {
      podSelector: {
        matchExpressions: [
          { key: "team", operator: "Exists" },
          { key: "team", operator: "NotIn", values: ["x", "xx"] },
        ],
      },
    } satisfies PolicyPeer;
    assert.deepEqual(stepsFor(but), [
      { kind: "add-label", of: "pod", name: "x/fe", key: "team", except: ["x", "xx"] },
    ]);
  });

  it("is a label for what is not met alone, of all that a peer requires", () => {
    assert.deepEqual(stepsFor({ podSelector: { matchLabels: { pod: "fe", tier: "db" } } }), [
      { kind: "set-label", ...ofFe, values: ["db"] },
    ]);
  });

  it("is a label alone where one of the rule's ports matches", () => {
    assert.deepEqual(
      helpWith([{ from: [byTier(["In", "db"])], ports: [{ port: 81 }, { port: 80 }] }])?.steps,
      [{ kind: "set-label", ...ofFe, values: ["db"] }],
    );
  });

  it("is no label with which another policy would keep the pod from sending", () => {
    const ingress = [{ from: [byTier(["In", "backend", "db"])] }];
    assert.deepEqual(helpWith(ingress, [mute("backend")])?.steps, [
      { kind: "set-label", ...ofFe, values: ["db"] },
    ]);
    assert.deepEqual(helpWith(ingress, [mute("backend"), mute("db")])?.steps, [newRule]);
    assert.deepEqual(helpWith(ingress, [mute("frontend")])?.steps, [
      { kind: "set-label", ...ofFe, values: ["backend", "db"] },
    ]);
  });

  it("is no label by which a pod would leave the Service that is dialed", () => {
    const away = policy("y", "p", {
      policyTypes: ["Egress"],
      egress: [{ to: [{ namespaceSelector: {}, podSelector: { matchLabels: { pod: "other" } } }] }],
    });
    const state = { ...shop([away]), services: [service("x/svc", { pod: "web" })] };
    const viaService: Flow = {
      ...flow("y/fe", "x/svc"),
      via: "service",
      endpoints: [{ pod: "x/web", port: 80 }],
    };
    const [label] = [{ kind: "set-label", of: "pod", name: "x/web", key: "pod", values: ["other"] }];
    assert.deepEqual(remedyFor(state, flow("y/fe", "x/web"), "egress")?.steps, [label]);
    assert.deepEqual(remedyFor(state, viaService, "egress")?.steps, [{ ...newRule, pod: "x/web" }]);
  });

  it("finds the Service by name, and its port by number and protocol", () => {
    const web = service("x/svc", {}, [
      { port: 80, protocol: "UDP", targetPort: "nobody" },
      { port: 81, protocol: "TCP", targetPort: "nobody" },
      { port: 80, protocol: "TCP", targetPort: 80 },
    ]);
    const services = [service("x/other", { pod: "nobody" }), web];
    const ingress = [{ from: [byTier(["In", "db"])] }];
    const state = { ...shop([policy("x", "p", { podSelector: WEB, ingress })]), services };
    const viaService: Flow = {
      ...flow("x/fe", "x/svc"),
      via: "service",
      endpoints: [{ pod: "x/web", port: 80 }],
    };
    const label = { kind: "set-label", ...ofFe, values: ["db"] };
    assert.deepEqual(remedyFor(state, viaService)?.steps, [label]);
    assert.deepEqual(remedyFor({ ...state, services: [] }, viaService)?.steps, [label]);
  });

  it("does not depend on a Service with the name of the pod that is dialed by address", () => {
    const ingress = [{ from: [byTier(["In", "db"])] }];
    const services = [service("x/web", { pod: "nobody" })];
    const state = { ...shop([policy("x", "p", { podSelector: WEB, ingress })]), services };
    assert.deepEqual(remedyFor(state, flow("x/fe", "x/web"))?.steps, [
      { kind: "set-label", ...ofFe, values: ["db"] },
    ]);
  });

  it("is no label with which another policy would close the target", () => {
    const out = policy("x", "out", {
      podSelector: { matchLabels: { pod: "fe" } },
      policyTypes: ["Egress"],
      egress: [
        {
          to: [{ podSelector: { matchExpressions: [{ key: "level", operator: "In", values: ["1", "2"] }] } }],
        },
      ],
    });
    const closed = policy("x", "closed", { podSelector: { matchLabels: { level: "1" } } });
    const asked = flow("x/fe", "x/web");
    const label = { kind: "set-label", of: "pod", name: "x/web", key: "level" };
    assert.deepEqual(remedyFor(shop([out]), asked, "egress")?.steps, [{ ...label, values: ["1", "2"] }]);
    assert.deepEqual(remedyFor(shop([out, closed]), asked, "egress")?.steps, [{ ...label, values: ["2"] }]);
  });

  it("is a namespaceSelector where a namespace would need another name, which it cannot get", () => {
    const named = (name: string): PolicyPeer => ({
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
    });
    assert.deepEqual(stepsFor(named("z"), "y/fe"), [{ kind: "select-namespace", pod: "y/fe" }]);
    assert.deepEqual(stepsFor({ podSelector: {} }, "y/fe"), [{ kind: "select-namespace", pod: "y/fe" }]);
    assert.deepEqual(stepsFor({ namespaceSelector: { matchLabels: { ns: "z" } } }, "y/fe"), [
      { kind: "set-label", of: "namespace", name: "y", key: "ns", values: ["z"] },
    ]);
  });

  it("is a block that holds the address, or every except less that holds it", () => {
    assert.deepEqual(stepsFor({ ipBlock: { cidr: "10.9.0.0/16" } }), [
      { kind: "add-block", address: "10.0.0.2" },
    ]);
    assert.deepEqual(
      stepsFor({ ipBlock: { cidr: "10.0.0.0/8", except: ["10.0.0.0/24", "10.0.0.2/32", "10.1.0.0/16"] } }),
      [
        { kind: "remove-except", except: "10.0.0.0/24" },
        { kind: "remove-except", except: "10.0.0.2/32" },
      ],
    );
  });

  it("is a block for an IPv6 address too", () => {
    const state = shop([
      policy("x", "p", { podSelector: WEB, ingress: [{ from: [{ ipBlock: { cidr: "fd01::/64" } }] }] }),
    ]);
    assert.deepEqual(remedyFor(state, { ...flow("x/fe", "x/web"), family: "ipv6" })?.steps, [
      { kind: "add-block", address: "fd00::2" },
    ]);
  });

  it("is a selector for a pod without address in the family, and for a peer without field", () => {
    const state = shop([
      policy("x", "p", { podSelector: WEB, ingress: [{ from: [{ ipBlock: { cidr: "::/0" } }] }] }),
    ]);
    const addresses: Addresses = new Map<PodRef, readonly string[]>([
      ["x/web", ["fd00::1"]],
      ["x/fe", ["10.0.0.2"]],
    ]);
    assert.deepEqual(remedyFor(state, flow("x/fe", "x/web"), "ingress", addresses)?.steps, [
      { kind: "select-pod", pod: "x/fe", family: "ipv6" },
    ]);
    assert.deepEqual(stepsFor({}), [{ kind: "fill-peer", pod: "x/fe" }]);
  });

  it("is one more port, or the name that the rule asks for where no port has it", () => {
    const ports = (...list: NonNullable<IngressRule["ports"]>) => helpWith([{ ports: list }])?.steps;
    const adding = { kind: "add-port", port: 80, protocol: "TCP" };
    assert.deepEqual(ports({ port: 81 }, { port: 90, endPort: 99 }), [adding]);
    assert.deepEqual(ports({ port: 80, protocol: "UDP" }), [adding]);
    assert.deepEqual(ports({ port: "serve-81-tcp" }), [adding]);
    assert.deepEqual(ports({ port: "web", protocol: "UDP" }), [adding]);
    const naming = { name: "web", target: "x/web" };
    assert.deepEqual(ports({ port: "web" }), [{ ...adding, naming }]);
    assert.deepEqual(ports({ port: "api", protocol: "UDP" }, { port: "web" }), [{ ...adding, naming }]);
  });

  it("is no name that takes from the port the one that another policy knows it by", () => {
    const out = policy("x", "out", {
      podSelector: { matchLabels: { pod: "fe" } },
      policyTypes: ["Egress"],
      egress: [{ ports: [{ port: "serve-80-tcp" }] }],
    });
    assert.deepEqual(helpWith([{ ports: [{ port: "web" }] }], [out])?.steps, [
      { kind: "add-port", port: 80, protocol: "TCP" },
    ]);
  });

  it("is what needs the fewest steps, of all rules and all their peers", () => {
    const far = { from: [byTier(["In", "db"])], ports: [{ port: 81 }] };
    const near = { from: [{ podSelector: { matchLabels: { pod: "x", tier: "y" } } }, byTier(["In", "ops"])] };
    assert.deepEqual(helpWith([far, near]), {
      policy: "x/p",
      rule: 1,
      steps: [{ kind: "set-label", ...ofFe, values: ["ops"] }],
    });
  });

  it("takes every step of a rule's peer and of its ports together", () => {
    assert.deepEqual(helpWith([{ from: [byTier(["In", "db"])], ports: [{ port: 81 }] }])?.steps, [
      { kind: "set-label", ...ofFe, values: ["db"] },
      { kind: "add-port", port: 80, protocol: "TCP" },
    ]);
  });

  it("is a rule of the first policy where there is none", () => {
    const none = policy("x", "a-none", { podSelector: WEB });
    assert.deepEqual(helpWith([], [none]), { policy: "x/a-none", steps: [newRule] });
  });

  it("is only what was tried: with every value that is offered the direction allows the flow", () => {
    const addresses = addressesOf(PLAYGROUND);
    fc.assert(
      fc.property(arbitraryPolicies, fc.constantFrom(...PLAYGROUND_FLOWS), (policies, asked) => {
        const state: ClusterState = { ...PLAYGROUND, policies };
        for (const direction of ["egress", "ingress"] as const) {
          const remedy = remedyFor(state, asked, direction, addresses);
          for (const changed of remedy?.steps.every(isAboutLabels) ? relabelled(state, remedy.steps) : [])
            assert.ok(decide(changed, asked, addresses)[direction].allowed);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("does not need the whole world: the flow's ends are enough", () => {
    const spec: NetworkPolicySpec = { podSelector: WEB, ingress: [{ from: [byTier(["In", "db"])] }] };
    const state = shop([policy("x", "p", spec)]);
    const small = { ...state, pods: state.pods.filter(({ namespace }) => namespace === "x") };
    const asked = flow("x/fe", "x/web");
    assert.deepEqual(
      explainFlow(state, addressesOf(state), asked),
      explainFlow(small, addressesOf(state), asked),
    );
  });
});

function isAboutLabels({ kind }: RemedyStep): boolean {
  return kind.endsWith("-label");
}

/** The state with labels changed as the steps say, once with the first and once with the last of their values. */
function relabelled(state: ClusterState, steps: readonly RemedyStep[]): readonly ClusterState[] {
  return [0, -1].map((which) =>
    steps.reduce((before, step) => {
      if (step.kind === "remove-label") return labelled(before, step, {}, [step.key]);
      if (step.kind === "set-label")
        return labelled(before, step, { [step.key]: step.values.at(which) ?? "" });
      if (step.kind === "add-label")
        return labelled(before, step, { [step.key]: `not-${step.except.join("-")}` });
      return before;
    }, state),
  );
}

function labelled(
  state: ClusterState,
  { of, name }: { readonly of: "pod" | "namespace"; readonly name: string },
  set: Readonly<Record<string, string>>,
  unset: readonly string[] = [],
): ClusterState {
  if (of === "namespace")
    return afterChange(state, { action: "label-namespace", namespace: name, set, unset });
  const [namespace = "", pod = ""] = name.split("/");
  return afterChange(state, { action: "label-pod", pod: podRef(namespace, pod), set, unset });
}
