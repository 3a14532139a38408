import assert from "node:assert/strict";
import type { CellVerdict } from "../../../src/model/index.ts";
import { suspect } from "../../../src/report/words/suspect.ts";
import { ALLOWED, cell, DENIED } from "../report-builder.ts";

type Case = readonly [
  CellVerdict["expected"],
  "allow" | "deny",
  CellVerdict["observed"]["outcome"],
  RegExp | undefined,
];

const CASES: readonly Case[] = [
  ["allow", "allow", "reachable", undefined],
  ["deny", "deny", "timeout", undefined],
  ["deny", "deny", "reachable", /^the cluster does not do what the policies say$/],
  ["allow", "allow", "timeout", /^the cluster does not do what the policies say$/],
  ["allow", "deny", "timeout", /^the policies do not say what the scenario declares$/],
  ["deny", "allow", "reachable", /^the policies do not say what the scenario declares$/],
  [
    "deny",
    "allow",
    "timeout",
    /^the cluster does what the scenario declares, but the policies say otherwise$/,
  ],
  [
    "allow",
    "deny",
    "reachable",
    /^the cluster does what the scenario declares, but the policies say otherwise$/,
  ],
  ["drop", "deny", "refused", /not in the declared way/],
  ["drop", "allow", "refused", /^neither the policies nor the cluster/],
  ["any", "deny", "reachable", /^the cluster does not do what the policies say$/],
  ["allow", "allow", "wrong-peer", /another pod answered/],
  ["deny", "deny", "probe-failed", undefined],
];

describe("where to look first", () => {
  it("is a Service behind which nobody listens, and not the cluster", () => {
    const predicted = { ...DENIED, unserved: "nobody behind x/s listens on TCP 80" };
    const refused = { predicted, observed: { outcome: "refused" } } as const;
    assert.equal(suspect(cell("x/a -> x/s:80", { ...refused, expected: "allow" })), predicted.unserved);
    assert.equal(suspect(cell("x/a -> x/s:80", { ...refused, expected: "deny" })), undefined);
  });

  for (const [expected, predicted, outcome, sentence] of CASES) {
    it(`says ${sentence?.source ?? "nothing"} when declared is ${expected}, predicted ${predicted}, observed ${outcome}`, () => {
      const content = cell("x/a -> x/b:80", {
        expected,
        predicted: predicted === "allow" ? ALLOWED : DENIED,
        observed: { outcome },
      });
      if (sentence === undefined) assert.equal(suspect(content), undefined);
      else assert.match(suspect(content) ?? "", sentence);
    });
  }

  it("says nothing of a flow that depends on the endpoint as long as it is as declared", () => {
    const depending = { predicted: { ...ALLOWED, depends: true }, observed: { outcome: "timeout" } } as const;
    assert.equal(
      suspect(cell("x/a -> x/b:80 via cluster-ip", { ...depending, expected: "deny" })),
      undefined,
    );
    assert.match(
      suspect(cell("x/a -> x/b:80 via cluster-ip", depending)) ?? "",
      /some of the Service's endpoints/,
    );
  });

  it("suspects nobody where nothing was predicted", () => {
    const { predicted: _, ...unforeseen } = cell("x/a -> x/b:80", { observed: { outcome: "timeout" } });
    assert.equal(suspect(unforeseen), undefined);
  });
});
