import assert from "node:assert/strict";
import { agreementOf } from "../../../src/report/suite/agreement.ts";
import { ALLOWED, cell, DENIED, denied, leak, unmeasured } from "../report-builder.ts";

describe("the agreement of predicted with observed", () => {
  it("counts the cells in which the cluster did what the policies mean, whatever was declared", () => {
    const cells = [
      cell("x/a -> x/b:80"),
      denied("x/a -> x/b:81"),
      leak("x/a -> x/b:82"),
      cell("x/a -> x/b:83", { predicted: DENIED }),
      cell("x/a -> x/b:84", { expected: "any" }),
      denied("x/a -> x/b:85", { observed: { outcome: "wrong-peer" } }),
    ];
    assert.deepEqual(agreementOf(cells), { agreed: 3, compared: 6 });
  });

  it("leaves out what was not proven, what depends on the endpoint, and flows of a pod to itself", () => {
    const { predicted: _, ...unforeseen } = cell("x/a -> x/b:80");
    const cells = [
      unforeseen,
      unmeasured("x/a -> x/b:81", "lost"),
      denied("x/a -> x/b:82", { verdict: "unknown" }),
      cell("x/a -> x/b:83 via cluster-ip", { predicted: { ...ALLOWED, depends: true } }),
      cell("x/a -> x/a:80", { expected: "any", predicted: DENIED }),
    ];
    assert.deepEqual(agreementOf(cells), { agreed: 0, compared: 0 });
    assert.deepEqual(agreementOf([denied("x/a -> x/a:80")]), { agreed: 1, compared: 1 });
  });
});
