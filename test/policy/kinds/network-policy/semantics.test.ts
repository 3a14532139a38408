import type { ClusterState, NetworkPolicySpec } from "../../../../src/model/index.ts";
import { policy } from "../../../model/build.ts";
import { assertMatrix, world } from "../../world.ts";

const PODS = "x/a x/b y/a z/a";
const A = { matchLabels: { pod: "a" } };
const Y = { matchLabels: { ns: "y" } };

/** Policies on x/a, in x. */
function onA(...specs: readonly Omit<NetworkPolicySpec, "podSelector">[]): ClusterState {
  return world(
    PODS,
    specs.map((spec, index) => policy("x", `p${index}`, { podSelector: A, ...spec })),
  );
}

const DENY_INTO_A = ["deny * -> x/a"];
const DENY_FROM_A = ["deny x/a -> *"];

describe("what is absent and what is empty", () => {
  it("S-01: without ingress, and with an empty one, nothing gets in", () => {
    assertMatrix(onA({}), "80", DENY_INTO_A);
    assertMatrix(onA({ ingress: [] }), "80", DENY_INTO_A);
  });

  it("S-02: one empty rule lets everything in", () => {
    assertMatrix(onA({ ingress: [{}] }), "80", []);
    assertMatrix(onA({ policyTypes: ["Egress"], egress: [{}] }), "80", []);
  });

  it("S-03: no peers and an empty list of peers mean everybody", () => {
    for (const from of [undefined, []]) {
      const rule = { ...(from === undefined ? {} : { from }), ports: [{ port: 80 }] };
      assertMatrix(onA({ ingress: [rule] }), "80", []);
      assertMatrix(onA({ ingress: [rule] }), "81", DENY_INTO_A);
    }
    assertMatrix(onA({ policyTypes: ["Egress"], egress: [{ to: [] }] }), "80", []);
  });

  it("S-04: no ports and an empty list of ports mean every port", () => {
    for (const ports of [undefined, []]) {
      const rule = { from: [{ namespaceSelector: Y }], ...(ports === undefined ? {} : { ports }) };
      for (const port of ["80", "81", "80/UDP"]) {
        assertMatrix(onA({ ingress: [rule] }), port, [...DENY_INTO_A, "allow y/a -> x/a"]);
      }
    }
  });

  it("a policy without podSelector selects every pod of its namespace", () => {
    assertMatrix(world(PODS, [policy("x", "p", {})]), "80", ["deny * -> x/*"]);
  });

  it("a peer without any field means nobody", () => {
    assertMatrix(onA({ ingress: [{ from: [{}] }] }), "80", DENY_INTO_A);
  });
});

describe("who a peer is", () => {
  it("S-05: a podSelector alone selects in the policy's own namespace", () => {
    assertMatrix(onA({ ingress: [{ from: [{ podSelector: {} }] }] }), "80", [
      ...DENY_INTO_A,
      "allow x/b -> x/a",
    ]);
  });

  it("S-06: an empty namespaceSelector selects every pod of every namespace", () => {
    assertMatrix(onA({ ingress: [{ from: [{ namespaceSelector: {} }] }] }), "80", []);
  });

  it("S-07: with an empty podSelector beside it, it selects the same", () => {
    assertMatrix(onA({ ingress: [{ from: [{ namespaceSelector: {}, podSelector: {} }] }] }), "80", []);
  });

  it("two selectors in one peer are both wanted; in two peers one is enough", () => {
    const both = onA({
      ingress: [{ from: [{ namespaceSelector: Y, podSelector: { matchLabels: { pod: "b" } } }] }],
    });
    assertMatrix(both, "80", DENY_INTO_A);
    const either = onA({
      ingress: [{ from: [{ namespaceSelector: Y }, { podSelector: { matchLabels: { pod: "b" } } }] }],
    });
    assertMatrix(either, "80", [...DENY_INTO_A, "allow y/a,x/b -> x/a"]);
  });

  it("a selector that matches nobody allows nobody", () => {
    const nobody = { matchLabels: { pod: "none" } };
    assertMatrix(onA({ ingress: [{ from: [{ namespaceSelector: nobody }] }] }), "80", DENY_INTO_A);
  });
});

describe("which directions a policy isolates", () => {
  it("S-08: without policyTypes, a policy with only egress isolates ingress too", () => {
    assertMatrix(onA({ egress: [{ ports: [{ port: 80 }] }] }), "80", DENY_INTO_A);
    assertMatrix(onA({ egress: [{ ports: [{ port: 80 }] }] }), "81", [...DENY_INTO_A, ...DENY_FROM_A]);
  });

  it("without policyTypes and without egress, only ingress is isolated", () => {
    assertMatrix(onA({ ingress: [] }), "80", DENY_INTO_A);
    assertMatrix(onA({ policyTypes: [], ingress: [] }), "80", DENY_INTO_A);
  });

  it("S-09: policyTypes Egress without egress denies all egress, and no ingress", () => {
    assertMatrix(onA({ policyTypes: ["Egress"] }), "80", DENY_FROM_A);
  });

  it("S-10: policyTypes Ingress does not isolate egress, whatever egress rules there are", () => {
    assertMatrix(onA({ policyTypes: ["Ingress"], egress: [{ ports: [{ port: 80 }] }] }), "81", DENY_INTO_A);
  });

  it("S-16: a flow is not denied for its replies, which the other direction would deny", () => {
    const state = onA({ policyTypes: ["Egress"], egress: [] });
    assertMatrix(state, "80", DENY_FROM_A);
  });
});

describe("which ports a rule means", () => {
  it("S-11: a port without protocol is TCP", () => {
    const state = onA({ ingress: [{ ports: [{ port: 80 }] }] });
    assertMatrix(state, "80", []);
    for (const port of ["80/UDP", "80/SCTP", "81"]) assertMatrix(state, port, DENY_INTO_A);
  });

  it("S-12: a protocol without port is every port of it", () => {
    const state = onA({ ingress: [{ ports: [{ protocol: "UDP" }] }] });
    for (const port of ["80/UDP", "81/UDP"]) assertMatrix(state, port, []);
    for (const port of ["80", "81/SCTP"]) assertMatrix(state, port, DENY_INTO_A);
  });

  it("S-19: a rule for one protocol widens nothing for another", () => {
    const state = onA({ ingress: [{ ports: [{ protocol: "SCTP", port: 80, endPort: 90 }] }] });
    for (const port of ["80", "81", "80/UDP"]) assertMatrix(state, port, DENY_INTO_A);
    assertMatrix(state, "81/SCTP", []);
  });
});

describe("several policies", () => {
  const from = (name: string): NetworkPolicySpec => ({
    podSelector: A,
    ingress: [{ from: [{ namespaceSelector: { matchLabels: { ns: name } } }] }],
  });

  it("S-13: a policy that selects no pod has no effect", () => {
    assertMatrix(
      world(PODS, [policy("x", "p", { podSelector: { matchLabels: { pod: "none" } } })]),
      "80",
      [],
    );
    assertMatrix(world(PODS, [policy("w", "p", {})]), "80", []);
  });

  it("S-14: policies add up, in whichever order they were created", () => {
    const two = [policy("x", "y", from("y")), policy("x", "z", from("z"))];
    for (const policies of [two, two.toReversed()]) {
      assertMatrix(world(PODS, policies), "80", [...DENY_INTO_A, "allow y/a,z/a -> x/a"]);
    }
  });

  it("S-15: both ends must allow", () => {
    const egress = policy("x", "out", {
      podSelector: A,
      policyTypes: ["Egress"],
      egress: [{ to: [{ namespaceSelector: Y }] }],
    });
    assertMatrix(world(PODS, [egress]), "80", ["deny x/a -> x/b,z/a"]);
    assertMatrix(world(PODS, [egress, policy("y", "in", {})]), "80", ["deny x/a -> *", "deny * -> y/a"]);
  });

  it("S-17: pods of the namespace that no policy selects are untouched", () => {
    assertMatrix(onA({ policyTypes: ["Ingress", "Egress"] }), "80", [...DENY_INTO_A, ...DENY_FROM_A]);
  });

  it("S-18: the same policy twice allows no more and no less than once", () => {
    const twice = [policy("x", "p", from("y")), policy("x", "q", from("y"))];
    const expected = [...DENY_INTO_A, "allow y/a -> x/a"];
    assertMatrix(world(PODS, twice), "80", expected);
    assertMatrix(world(PODS, twice.slice(1)), "80", expected);
    const doubled = { ...from("y"), ingress: [...(from("y").ingress ?? []), ...(from("y").ingress ?? [])] };
    assertMatrix(world(PODS, [policy("x", "p", doubled)]), "80", expected);
  });

  it("S-20: a hundred policies on one pod allow exactly what each of them does", () => {
    const many = Array.from({ length: 100 }, (_, index) => policy("x", `p${index}`, from(`n${index}`)));
    assertMatrix(world(PODS, many), "80", DENY_INTO_A);
    assertMatrix(world(PODS, [...many, policy("x", "last", from("z"))]), "80", [
      ...DENY_INTO_A,
      "allow z/a -> x/a",
    ]);
  });

  it("policies of other namespaces do not select a pod of the same name", () => {
    assertMatrix(world(PODS, [policy("y", "p", { podSelector: A })]), "80", ["deny * -> y/a"]);
  });
});
