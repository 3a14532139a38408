import assert from "node:assert/strict";
import type { CellVerdict, KnownDeviation } from "../../src/model/index.ts";
import { knownToDeviate } from "../../src/verdict/known-deviations.ts";
import { cell, denied, leak, step, unmeasured } from "../report/report-builder.ts";

const KNOWN: KnownDeviation = {
  plugin: "toy 1.2",
  where: "toy.yaml:4",
  observed: ["reachable"],
  why: "it forgets",
  evidence: "proofs.md",
  isExpected: true,
};

/** The verdict of a step, of its first cell, and why, when that is known to leak and another cell passes. */
function judged(first: CellVerdict, changes: Partial<KnownDeviation> = {}, second = cell("x/b -> x/a:80")) {
  const { verdict, cells } = knownToDeviate(step("s", [first, second]), [
    { ...KNOWN, ...changes },
    undefined,
  ]);
  return [verdict, cells[0]?.verdict, cells[0]?.cause, cells[0]?.deviation?.plugin];
}

const FLOW = "x/a -> x/b:80";
const WHY = "known deviation of toy 1.2: it forgets (toy.yaml:4)";

describe("a cell that is known to deviate", () => {
  it("and does just so fails nothing", () => {
    assert.deepEqual(judged(leak(FLOW)), ["known-deviation", "known-deviation", WHY, "toy 1.2"]);
  });

  it("fails if it is as expected: the list has to be true", () => {
    const cause = "no longer deviates: remove it from toy.yaml:4";
    assert.deepEqual(judged(denied(FLOW)), ["xpass", "xpass", cause, undefined]);
  });

  it("fails if it deviates otherwise", () => {
    const refused = cell(FLOW, { observed: { outcome: "refused" }, verdict: "fail" });
    const cause = "it deviates otherwise than toy.yaml:4 says, which is reachable";
    assert.deepEqual(judged(refused), ["fail", "fail", cause, undefined]);
    const flaky = leak(FLOW, { verdict: "flaky", cause: "it changed" });
    assert.deepEqual(judged(flaky), ["flaky", "flaky", `${cause}: it changed`, undefined]);
  });

  it("may show one of several outcomes", () => {
    const refused = cell(FLOW, { observed: { outcome: "refused" }, verdict: "fail" });
    assert.equal(judged(refused, { observed: ["timeout", "refused"] })[1], "known-deviation");
    assert.equal(judged(refused, { observed: ["timeout", "reachable"] })[1], "fail");
  });

  it("is unknown if it was not measured", () => {
    assert.deepEqual(judged(unmeasured(FLOW, "lost")).slice(0, 3), ["unknown", "unknown", "lost"]);
  });

  it("does not excuse another", () => {
    assert.equal(judged(leak(FLOW), {}, leak("x/b -> x/a:80"))[0], "fail");
  });

  it("may come and go where that is known", () => {
    const varies = { varies: "by chance" };
    assert.deepEqual(judged(denied(FLOW), varies).slice(0, 2), ["pass", "pass"]);
    assert.equal(judged(leak(FLOW), varies)[1], "known-deviation");
    assert.equal(judged(leak(FLOW, { verdict: "flaky" }), varies)[1], "known-deviation");
    const refused = cell(FLOW, { observed: { outcome: "refused" }, verdict: "flaky" });
    assert.equal(judged(refused, varies)[1], "flaky");
  });

  it("fails as ever where deviations are only named, and says what is known", () => {
    const named = { isExpected: false };
    assert.deepEqual(judged(leak(FLOW), named), ["fail", "fail", WHY, "toy 1.2"]);
    assert.deepEqual(judged(denied(FLOW), named), ["pass", "pass", undefined, undefined]);
  });

  it("is nothing to a step of which nothing is known", () => {
    const plain = step("s", [leak(FLOW)]);
    assert.equal(knownToDeviate(plain, undefined), plain);
  });
});
