import assert from "node:assert/strict";
import fc from "fast-check";
import {
  countFlows,
  type FlowKinds,
  flowsAmong,
  type Pod,
  type Service,
  VIAS,
} from "../../../src/model/index.ts";
import { pod } from "../build.ts";

const ports = fc.uniqueArray(fc.constantFrom(80, 81, 82), { maxLength: 3 });
const ref = fc.constantFrom("x/a", "x/b", "y/a", "y/b");

const somePods: fc.Arbitrary<readonly Pod[]> = fc.uniqueArray(
  fc.tuple(ref, fc.constantFrom("web", "db"), ports).map(([name, app, numbers]) =>
    pod(
      name,
      { app },
      numbers.map((port) => ({ port, protocol: "TCP" as const, name: `p${port}` })),
    ),
  ),
  { selector: (each) => each.ref, maxLength: 4 },
);

const backs: fc.Arbitrary<Service["backs"]> = fc.oneof(
  fc.constantFrom({ selector: {} }, { selector: { app: "web" } }, { selector: { app: "nobody" } }),
  ref.map((name) => ({ pod: name })),
);

const services: fc.Arbitrary<readonly Service[]> = fc.array(
  fc.record({
    ref: fc.constant("x/s"),
    namespace: fc.constantFrom("x", "y"),
    name: fc.constant("s"),
    backs,
    headless: fc.boolean(),
    ports: fc.array(
      fc.record({
        port: fc.constantFrom(80, 81),
        protocol: fc.constant("TCP" as const),
        targetPort: fc.constantFrom<number | string>(80, "p81", "nobody"),
      }),
      { maxLength: 2 },
    ),
  }),
  { maxLength: 3 },
);

const kinds: fc.Arbitrary<FlowKinds> = fc.record({
  loopback: fc.boolean(),
  via: fc.subarray([...VIAS], { minLength: 1 }),
  families: fc.subarray(["ipv4", "ipv6"] as const),
});

describe("counting flows", () => {
  it("gives as many as there are in the list of them", () => {
    fc.assert(
      fc.property(somePods, services, kinds, (pods, some, how) => {
        const state = { pods, services: some };
        assert.equal(countFlows(state, how), flowsAmong(state, how).length);
      }),
      { numRuns: 500 },
    );
  });

  it("makes none of them, of which there may be more than fit into any memory", () => {
    const served = Array.from({ length: 10 }, (_, index) => ({ port: 80 + index, protocol: "TCP" as const }));
    const pods = Array.from({ length: 10_000 }, (_, index) => pod(`x/p${index}`, {}, served));
    const count = countFlows({ pods, services: [] }, { loopback: false, via: ["pod-ip"], families: [] });
    assert.equal(count, 10_000 * 9_999 * 10);
  });
});
