import assert from "node:assert/strict";
import { preflight } from "../../../src/netns/index.ts";
import { needsBox } from "../needs-box.ts";

describe("the preflight of a local cluster", () => {
  before(needsBox);

  it("finds nothing missing where a box can be made", async () => {
    await preflight(new AbortController().signal);
  });

  it("ends with the reason of an abort", async () => {
    const reason = new Error("changed our mind");
    await assert.rejects(preflight(AbortSignal.abort(reason)), reason);
  });
});
