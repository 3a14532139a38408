import assert from "node:assert/strict";
import {
  type ClusterState,
  namespaceWithImpliedLabel,
  type PolicyPort,
  type Protocol,
  type ServedPort,
} from "../../../../src/model/index.ts";
import { decide } from "../../../../src/policy/index.ts";
import { flow, pod, policy } from "../../../model/build.ts";
import { addressesOf } from "../../world.ts";

function serving(...ports: readonly ServedPort[]): readonly ServedPort[] {
  return ports;
}

/** x/web and x/alt give the name http to different ports; both serve 8080 and 9090. */
function stateWith(direction: "Ingress" | "Egress", port: PolicyPort): ClusterState {
  const rule = { ports: [port] };
  const spec =
    direction === "Ingress"
      ? { podSelector: {}, policyTypes: [direction], ingress: [rule] }
      : { podSelector: {}, policyTypes: [direction], egress: [rule] };
  return {
    namespaces: [namespaceWithImpliedLabel("x"), namespaceWithImpliedLabel("c")],
    pods: [
      pod("c/client", {}, []),
      pod(
        "x/web",
        {},
        serving({ port: 8080, protocol: "TCP", name: "http" }, { port: 9090, protocol: "TCP" }),
      ),
      pod(
        "x/alt",
        {},
        serving({ port: 8080, protocol: "TCP" }, { port: 9090, protocol: "TCP", name: "http" }),
      ),
      pod("x/hidden", {}, serving({ port: 8080, protocol: "TCP", name: "http", declaredIn: "nowhere" })),
      pod("x/sidecar", {}, serving({ port: 8080, protocol: "TCP", name: "http", declaredIn: "sidecar" })),
      pod("x/udp", {}, serving({ port: 8080, protocol: "UDP", name: "http" })),
      pod(
        "x/twin",
        {},
        serving({ port: 8080, protocol: "TCP", name: "http" }, { port: 8080, protocol: "UDP" }),
      ),
    ],
    services: [],
    policies: [policy(direction === "Ingress" ? "x" : "c", "p", spec)],
  };
}

function allows(
  port: PolicyPort,
  target: `x/${string}`,
  number: number,
  protocol: Protocol = "TCP",
  direction: "Ingress" | "Egress" = "Ingress",
): boolean {
  const state = stateWith(direction, port);
  return decide(state, flow("c/client", target, number, protocol), addressesOf(state)).allowed;
}

describe("a port of a rule", () => {
  it("is every port between port and endPort, the ends included", () => {
    const range = { port: 80, endPort: 84 };
    const numbers = [79, 80, 82, 84, 85];
    assert.deepEqual(
      numbers.map((number) => allows(range, "x/web", number)),
      [false, true, true, true, false],
    );
    assert.equal(allows({ port: 80, endPort: 80 }, "x/web", 80), true);
    assert.equal(allows(range, "x/web", 82, "UDP"), false);
  });

  for (const direction of ["Ingress", "Egress"] as const) {
    it(`means, by name, what each target pod gives that name, for ${direction}`, () => {
      const named: PolicyPort = { port: "http" };
      assert.equal(allows(named, "x/web", 8080, "TCP", direction), true);
      assert.equal(allows(named, "x/web", 9090, "TCP", direction), false);
      assert.equal(allows(named, "x/alt", 8080, "TCP", direction), false);
      assert.equal(allows(named, "x/alt", 9090, "TCP", direction), true);
    });
  }

  it("means, by name, a port that a sidecar declares, and none that no manifest declares", () => {
    assert.equal(allows({ port: "http" }, "x/sidecar", 8080), true);
    assert.equal(allows({ port: "http" }, "x/hidden", 8080), false);
    assert.equal(allows({ port: 8080 }, "x/hidden", 8080), true);
  });

  it("means, by name, the protocol of the rule and no other", () => {
    assert.equal(allows({ port: "http" }, "x/udp", 8080, "UDP"), false);
    assert.equal(allows({ port: "http", protocol: "UDP" }, "x/udp", 8080, "UDP"), true);
    assert.equal(allows({ port: "http", protocol: "UDP" }, "x/web", 8080), false);
  });

  it("does not mean another protocol's port of that number", () => {
    assert.equal(allows({ port: "http", protocol: "UDP" }, "x/twin", 8080, "UDP"), false);
    assert.equal(allows({ port: "http", protocol: "TCP" }, "x/twin", 8080, "UDP"), false);
    assert.equal(allows({ port: "http" }, "x/twin", 8080), true);
  });

  it("means nothing where the target has no port of that name", () => {
    assert.equal(allows({ port: "nobody" }, "x/web", 8080), false);
  });

  it("means nothing where nobody listens either, but is decided all the same", () => {
    assert.equal(allows({ port: 7981 }, "x/web", 7981), true);
    assert.equal(allows({ port: 7981 }, "x/web", 8080), false);
  });
});
