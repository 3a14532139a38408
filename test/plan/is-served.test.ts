import assert from "node:assert/strict";
import type { Flow } from "../../src/model/index.ts";
import { isServed, unservedBy } from "../../src/plan/is-served.ts";
import { flow, pod } from "../model/build.ts";

const pods = new Map(
  [
    pod("x/a", {}, [
      { port: 53, protocol: "UDP" },
      { port: 80, protocol: "TCP" },
    ]),
    pod("x/b", {}, [{ port: 80, protocol: "TCP" }]),
    pod("x/idle", {}, []),
  ].map((each) => [each.ref, each]),
);

/** A flow to a Service that leads to port 80 of these pods. */
function toService(...targets: readonly ("x/a" | "x/b" | "x/idle" | "x/gone")[]): Flow {
  return { ...flow("x/b", "x/web"), endpoints: targets.map((target) => ({ pod: target, port: 80 })) };
}

const unserved = (one: Flow) => unservedBy(one, pods);

describe("whether anybody listens where a flow ends", () => {
  it("is asked of the target's port and protocol", () => {
    assert.ok(isServed(flow("x/b", "x/a"), pods));
    assert.ok(isServed(flow("x/b", "x/a", 53, "UDP"), pods));
    assert.ok(!isServed(flow("x/b", "x/a", 53, "TCP"), pods));
    assert.ok(!isServed(flow("x/b", "x/a", 81), pods));
    assert.ok(!isServed(flow("x/b", "x/gone"), pods));
    assert.deepEqual(unserved(flow("x/b", "x/a", 53, "TCP")), {
      reason: "x/a does not listen on TCP 53",
      partly: false,
    });
    assert.equal(unserved(flow("x/b", "x/a")), undefined);
  });

  it("is asked of every endpoint of a Service", () => {
    assert.ok(isServed(toService("x/a", "x/b"), pods));
    assert.ok(!isServed(toService("x/a", "x/idle"), pods));
    assert.ok(!isServed(toService(), pods));
    assert.equal(unserved(toService("x/a", "x/b")), undefined);
  });

  it("has a reason that names the endpoint, all of them, or that there is none", () => {
    assert.deepEqual(unserved(toService("x/a", "x/gone")), {
      reason: "x/gone does not listen on TCP 80",
      partly: true,
    });
    assert.deepEqual(unserved(toService("x/idle", "x/gone")), {
      reason: "nobody behind x/web listens on TCP 80",
      partly: false,
    });
    assert.deepEqual(unserved(toService()), { reason: "x/web has no endpoints", partly: false });
  });
});
