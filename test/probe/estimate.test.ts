import assert from "node:assert/strict";
import { estimatedMs } from "../../src/probe/index.ts";

const SIZE = { steps: 2, cells: 24_000, controlCells: 12_000, waitMs: 5_000 };

describe("the estimate of a run", () => {
  it("has each cell launched and each timeout waited for as often as rounds must hold, and the declared waits", () => {
    const launching = 3_000;
    assert.equal(
      estimatedMs(SIZE, { probeMs: 1_000, settleMs: 10_000, hold: 2 }),
      2 * (launching + 3 * 1_000) + 5_000,
    );
  });

  it("takes the shortest timeout where it is calibrated", () => {
    assert.equal(estimatedMs(SIZE, { probeMs: "auto", settleMs: 10_000, hold: 1 }), 3_000 + 3 * 250 + 5_000);
  });
});
