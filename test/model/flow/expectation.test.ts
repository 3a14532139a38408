import assert from "node:assert/strict";
import {
  EXPECTATIONS,
  type ExpectedMatrix,
  expectationOf,
  OUTCOMES,
  partiesOf,
  type SettledExpectation,
  satisfies,
} from "../../../src/model/index.ts";
import { flow, pod } from "../build.ts";

const pods = partiesOf({
  services: [],
  pods: [
    pod("x/a", { app: "web" }, [
      { port: 80, protocol: "TCP", name: "http" },
      { port: 80, protocol: "UDP" },
    ]),
    pod("x/b", { app: "db" }),
    pod("y/a", { app: "web" }),
  ],
});
const all = { namespace: "*", name: "*" };

describe("an expectation", () => {
  it("is satisfied by the outcomes of the table, and by no failed probe", () => {
    const table = Object.fromEntries(
      EXPECTATIONS.filter(isSettled).map((expected) => [
        expected,
        OUTCOMES.filter((outcome) => satisfies(outcome, expected)),
      ]),
    );
    assert.deepEqual(table, {
      allow: ["reachable"],
      deny: ["refused", "timeout", "unreachable", "unresolved"],
      drop: ["timeout"],
      reject: ["refused", "unreachable"],
      any: ["reachable", "refused", "unanswered", "timeout", "unreachable", "unresolved", "wrong-peer"],
    });
  });

  it("comes from the last rule that speaks about the flow, else from the default", () => {
    const matrix: ExpectedMatrix = {
      default: "allow",
      rules: [
        { expect: "deny", source: all, target: { namespace: "x", name: "*" } },
        {
          expect: "allow",
          source: { namespace: "y", name: "a" },
          target: { namespace: "x", name: "a" },
          port: 80,
          protocol: "TCP",
        },
      ],
    };
    assert.equal(expectationOf(matrix, flow("y/a", "x/b"), pods), "deny");
    assert.equal(expectationOf(matrix, flow("y/a", "x/a"), pods), "allow");
    assert.equal(expectationOf(matrix, flow("y/a", "x/a", 80, "UDP"), pods), "deny");
    assert.equal(expectationOf(matrix, flow("x/a", "y/a"), pods), "allow");
  });

  it("may speak of a range of ports, both ends included", () => {
    const port = { first: 79, last: 80 };
    const matrix: ExpectedMatrix = {
      default: "allow",
      rules: [{ expect: "deny", source: all, target: all, port }],
    };
    assert.equal(expectationOf(matrix, flow("y/a", "x/a"), pods), "deny");
    assert.equal(expectationOf(matrix, flow("y/a", "x/a", 81), pods), "allow");
  });

  it("may speak of one manner of addressing", () => {
    const rule = { expect: "deny", source: all, target: all, via: "pod-ip", family: "ipv6" } as const;
    const matrix: ExpectedMatrix = { default: "allow", rules: [rule] };
    assert.equal(expectationOf(matrix, { ...flow("y/a", "x/a"), family: "ipv6" }, pods), "deny");
    assert.equal(expectationOf(matrix, { ...flow("y/a", "x/a"), family: "ipv4" }, pods), "allow");
  });

  it("finds a port by the name that the target gives it", () => {
    const matrix: ExpectedMatrix = {
      default: "allow",
      rules: [{ expect: "deny", source: all, target: all, port: "http" }],
    };
    assert.equal(expectationOf(matrix, flow("y/a", "x/a"), pods), "deny");
    assert.equal(expectationOf(matrix, flow("y/a", "x/a", 80, "UDP"), pods), "allow");
    assert.equal(expectationOf(matrix, flow("y/a", "x/b"), pods), "allow");
  });

  it("finds pods by labels", () => {
    const rule = { expect: "deny", source: { ...all, labels: { app: "web" } }, target: all } as const;
    assert.equal(expectationOf({ default: "allow", rules: [rule] }, flow("y/a", "x/b"), pods), "deny");
    assert.equal(expectationOf({ default: "allow", rules: [rule] }, flow("x/b", "x/a"), pods), "allow");
  });

  it("leaves a pod's flow to itself informational unless a rule names that pod on both sides", () => {
    const wide: ExpectedMatrix = { default: "deny", rules: [{ expect: "deny", source: all, target: all }] };
    assert.equal(expectationOf(wide, flow("x/a", "x/a"), pods), "any");
    const itself = { namespace: "x", name: "a" };
    const named: ExpectedMatrix = {
      default: "deny",
      rules: [{ expect: "allow", source: itself, target: itself }],
    };
    assert.equal(expectationOf(named, flow("x/a", "x/a"), pods), "allow");
  });
});

function isSettled(expected: (typeof EXPECTATIONS)[number]): expected is SettledExpectation {
  return expected !== "predicted";
}

describe("expectationOf", () => {
  it("asks of a table, which is a rule a cell, only the rules of the flow's source", () => {
    const refs = Array.from({ length: 30 }, (_, index) => `x/p${index}` as const);
    let asked = 0;
    const rules = refs.flatMap((from) =>
      refs.map((to) => ({
        expect: "deny" as const,
        target: { namespace: "x", name: to.slice(2) },
        get source() {
          asked++;
          return { namespace: "x", name: from.slice(2) };
        },
      })),
    );
    const matrix: ExpectedMatrix = { default: "allow", rules };
    const parties = partiesOf({ pods: refs.map((ref) => pod(ref)), services: [] });
    const flows = refs.flatMap((from) => refs.map((to) => flow(from, to)));
    for (const one of flows) assert.equal(expectationOf(matrix, one, parties), "deny");
    assert.ok(asked <= 4 * flows.length * refs.length, `${asked} rules for ${flows.length} flows`);
  });
});
