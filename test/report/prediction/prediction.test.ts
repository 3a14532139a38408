import assert from "node:assert/strict";
import type { PredictedStep } from "../../../src/model/index.ts";
import { renderPrediction } from "../../../src/report/index.ts";
import { ALLOWED, cell, DENIED } from "../report-builder.ts";

function predicted(
  flow: string,
  changes: Partial<PredictedStep["cells"][number]> = {},
): PredictedStep["cells"][number] {
  return { flow: cell(flow).flow, expected: "allow", decision: ALLOWED, ...changes };
}

function text(...cells: PredictedStep["cells"]): string {
  return renderPrediction("guestbook", [{ name: "closed", cells }], { color: false, width: 100 });
}

describe("a prediction", () => {
  it("has a matrix of what the policies mean", () => {
    const shown = text(
      predicted("x/a -> x/b:80"),
      predicted("x/b -> x/a:80", { decision: DENIED, expected: "drop" }),
      predicted("x/a -> x/b:80 via cluster-ip", { decision: { ...ALLOWED, depends: true }, expected: "any" }),
    );
    assert.deepEqual(
      shown.split("\n").filter((line) => /^ {2}(x|via)/.test(line)),
      ["  via pod-ip", "  x/a         -   .", "  x/b         X   -", "  via cluster-ip", "  x/a         /"],
    );
    assert.match(shown, /\nguestbook: 3 cells: the policies mean what it declares\n$/);
  });

  it("marks the cells of which something else is declared, and names the policies that bear on them", () => {
    const shown = text(predicted("x/a -> x/b:80", { decision: DENIED }), predicted("x/b -> x/a:80"));
    assert.match(shown, /x\/a {9}- {4}X!\n/);
    assert.match(
      shown,
      /declared allow, predicted deny\n {4}egress: .*x\/deny-all selects the target.*\n {6}x\/a -> x\/b:80\n/,
    );
    assert.match(shown, /guestbook: 2 cells: 1 not as declared\n$/);
  });
});
