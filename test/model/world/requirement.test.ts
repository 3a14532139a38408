import assert from "node:assert/strict";
import { type Capabilities, type Requirement, unmet } from "../../../src/model/index.ts";

const small: Capabilities = { nodes: 1, families: ["ipv4"], lacks: { sctp: "nobody speaks SCTP" } };

describe("what a cluster lacks", () => {
  const cases: readonly (readonly [Requirement, readonly string[]])[] = [
    [{ feature: "nodes", atLeast: 2 }, ["needs 2 nodes that take pods, and there are 1"]],
    [{ feature: "nodes", atLeast: 1 }, []],
    [{ feature: "ipv4" }, []],
    [{ feature: "ipv6" }, ["pods have no ipv6 address"]],
    [{ feature: "dual-stack" }, ["pods have ipv4 addresses only"]],
    [{ feature: "sctp" }, ["nobody speaks SCTP"]],
    [{ feature: "dns" }, []],
  ];
  for (const [requirement, reasons] of cases) {
    it(`for ${Object.values(requirement).join(" ")} is said as ${reasons.join() || "nothing"}`, () => {
      assert.deepEqual(unmet([requirement], small), reasons);
    });
  }
});
