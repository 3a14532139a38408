import assert from "node:assert/strict";
import type { CellVerdict } from "../../../src/model/index.ts";
import { groupFlows } from "../../../src/report/words/group-flows.ts";
import { cell, leak, step } from "../report-builder.ts";

const OTHER = cell("y/a -> x/a:80");
const PODS = ["x/b", "x/c", "x/d", "x/e", "x/f"];

/** The lines for cells of one group, in a step that has one flow more. */
function linesFor(cells: readonly CellVerdict[]): readonly string[] {
  const group = { verdict: "fail", summary: "", cells } as const;
  return groupFlows(group, step("s", [...cells, OTHER]));
}

function leaksToA(changes: (index: number) => Partial<CellVerdict> = () => ({})): readonly CellVerdict[] {
  return PODS.map((pod, index) => leak(`${pod} -> x/a:80`, changes(index)));
}

describe("the flows of a mismatch", () => {
  it("have a line each while they are few, with what was seen of them", () => {
    assert.deepEqual(
      linesFor([leak("x/b -> x/a:80"), leak("x/long -> x/a:80", { history: "timeout×2 reachable×1" })]),
      [
        "x/b -> x/a:80     reachable in 0.4 ms",
        "x/long -> x/a:80  reachable in 0.4 ms; rounds: timeout×2 reachable×1",
      ],
    );
  });

  it("are written like rules when they are many, with the range of their latencies", () => {
    const cells = leaksToA((index) => ({ observed: { outcome: "reachable", latencyMs: index + 1 } }));
    assert.deepEqual(linesFor(cells), ["x/* -> x/a:80", "answered in 1 ms to 5 ms"]);
  });

  it("have one example where details differ from the common cause", () => {
    const cells = leaksToA((index) => ({
      cause: "it broke",
      observed: { outcome: "unreachable", detail: index === 3 ? "no route to host" : "it broke" },
    }));
    assert.deepEqual(linesFor(cells).slice(1), ["for example x/e -> x/a:80: no route to host"]);
  });

  it("can be very many", () => {
    const many = Array.from({ length: 200_000 }, (_, index) => leak(`x/b -> x/a:${(index % 60_000) + 1}`));
    assert.ok(linesFor(many).includes("answered in 0.4 ms"));
  });
});
